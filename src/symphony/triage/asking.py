"""What is known of a referral at this moment, as the policy in force asks it, and what is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symphony.referrals.models import Referral
from symphony.triage import grading, rules
from symphony.triage.policy import Policy, Result, explaining
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries.answering import Answer


@dataclass(frozen=True)
class Standing:
    """The facts of one referral today: what it states, what was answered, what follows."""

    policy: Policy
    # What the referral itself states.
    stated: Mapping[str, str]
    # With the answers laid over it.
    facts: Mapping[str, str]
    # The answers that count, by fact.
    counting: Mapping[str, Answer]
    # Answers that count no more, because the referral has come to state something else.
    overtaken: Mapping[str, Answer]
    # "Not known" as an answer: somebody was asked.
    asked: Mapping[str, Answer]
    comes_first: bool

    @cached_property
    def result(self) -> Result:
        """Return what the policy in force makes of it."""
        return self.policy.assess(self.policy.complete(self.facts))

    @cached_property
    def changes(self) -> list[explaining.Change]:
        """Return every single answer that would change the outcome; none does what comes first."""
        return [] if self.comes_first else explaining.changes(self.result)

    @cached_property
    def could_change(self) -> list[explaining.Asked]:
        """Return the open questions that could still change the outcome, most telling first.

        One to which "not known" was answered already comes after those that nobody has asked.
        """
        if self.comes_first:
            return []
        found = explaining.most_telling(self.result, self.changes)
        return sorted(found, key=lambda one: one.fact.name in self.asked)

    @cached_property
    def cannot_change(self) -> list[Fact]:
        """Return the open questions that can change nothing, whatever is answered."""
        could = {one.fact.name for one in self.could_change}
        return [
            fact
            for name, fact in self.policy.facts.items()
            if self.facts.get(name, NOT_KNOWN) == NOT_KNOWN and name not in could
        ]


def standing(referral: Referral, *, by: Policy) -> Standing:
    """Return what is known of a referral at this moment, for a policy."""
    one = grading.known(referral)
    read = grading.stated(one)
    facts, counting = grading.laid_over(read, one.answers, by=by)
    given = {
        name: said[-1]
        for name, said in one.answers.items()
        if name in by.facts and name not in counting
    }
    return Standing(
        policy=by,
        stated=read,
        facts={name: value for name, value in by.complete(facts).items() if value != NOT_KNOWN},
        counting=counting,
        overtaken={
            name: said
            for name, said in given.items()
            if said.value != NOT_KNOWN and said.stated != read.get(name, NOT_KNOWN)
        },
        asked={name: said for name, said in given.items() if said.value == NOT_KNOWN},
        comes_first=bool(rules.first_reasons(referral)),
    )
