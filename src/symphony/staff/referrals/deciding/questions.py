"""The policy's questions as a form: those that could still change the suggestion stand first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from symphony.accounts.models import User
from symphony.referrals.models import Referral
from symphony.staff.referrals.deciding.facts import Sources, answer
from symphony.triage.asking import Standing
from symphony.triage.models import Assessment
from symphony.triage.policy.explaining import Change
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import Answer
from symphony.web import times
from symphony.web.fields import Radios
from symphony.web.forms import Form

BEFORE_NAME = "fact-"
# How many questions stand open; the others are one press away.
OPEN = 1
_SHORT = {"yes", "no"}


@dataclass(frozen=True)
class Changes:
    """What an officer's answers change: new values by fact, and what somebody else answered."""

    answers: Mapping[str, str]
    conflicts: list[str]


class QuestionsForm(Form):
    """Every question of the policy in force, grouped by what answering it can do."""

    def __init__(
        self,
        *,
        referral: Referral,
        standing: Standing,
        viewer: User,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Draw the questions with what is known.

        :param typed: what was chosen on the page and is not kept yet
        """
        self.standing = standing
        said = [*standing.counting.values(), *standing.overtaken.values(), *standing.asked.values()]
        self.sources = Sources(referral, [one.as_dict() for one in said], viewer)
        self.by_fact = {one.fact.name: one for one in standing.could_change}
        super().__init__(initial=self._initial(typed or {}))
        for fact in standing.policy.facts.values():
            self.fields[BEFORE_NAME + fact.name] = self._field(fact)

    def _initial(self, typed: Mapping[str, str]) -> dict[str, str]:
        standing = self.standing
        known = dict.fromkeys(standing.asked, NOT_KNOWN) | dict(standing.facts)
        shown = {BEFORE_NAME + name: value for name, value in known.items()}
        chosen = {name: said for name, said in typed.items() if name.startswith(BEFORE_NAME)}
        return shown | chosen

    def _field(self, fact: Fact) -> forms.ChoiceField:
        values = [(value, answer(value, fact)) for value in fact.words]
        # What the report states is corrected by another answer; it cannot be made unknown.
        if fact.name not in self.standing.stated or fact.name in self.standing.counting:
            values.append((NOT_KNOWN, "Not known"))
        return forms.ChoiceField(
            label=fact.question,
            choices=values,
            required=False,
            help_text=self._hint(fact),
            widget=Radios(inline=set(fact.words) <= _SHORT, small=True),
        )

    def _hint(self, fact: Fact) -> str:
        standing, name = self.standing, fact.name
        if said := standing.counting.get(name):
            taken_back = standing.stated.get(name)
            then = "what the report states counts again" if taken_back else "nothing is known"
            return f"{self._who_and_when(said)}. If you choose “Not known”, {then}"
        if name in standing.stated:
            return "From the report"
        hints = []
        if said := standing.asked.get(name):
            hints.append(f"Asked: {self._who_and_when(said)} is that it is not known")
        if one := self.by_fact.get(name):
            words = [_then(change) for change in one.changes]
            hints.append("; ".join(words) or "Matters together with another answer")
        return ". ".join(hints)

    def _who_and_when(self, said: Answer) -> str:
        words = f"{self.sources.words(said.as_dict())}, {times.staff_time(said.said_at)}"
        return words[:1].upper() + words[1:]

    def _of(self, facts: Iterable[Fact]) -> list[BoundField]:
        return [self[BEFORE_NAME + fact.name] for fact in facts]

    @property
    def open(self) -> list[BoundField]:
        """Return the questions to answer first."""
        return self._of(one.fact for one in self.standing.could_change[:OPEN])

    @property
    def more(self) -> list[BoundField]:
        """Return the other questions that could still change the suggestion."""
        return self._of(one.fact for one in self.standing.could_change[OPEN:])

    @property
    def cannot(self) -> list[BoundField]:
        """Return the open questions that cannot change it, whatever is answered."""
        return self._of(self.standing.cannot_change)

    @property
    def given(self) -> list[BoundField]:
        """Return what was answered: by officers, by linking, in a case."""
        facts = self.standing.policy.facts
        return self._of(fact for name, fact in facts.items() if name in self.standing.counting)

    @property
    def read(self) -> list[BoundField]:
        """Return what the report states; an answer can correct it."""
        standing = self.standing
        return self._of(
            fact
            for name, fact in standing.policy.facts.items()
            if name in standing.stated and name not in standing.counting
        )

    @property
    def overtaken(self) -> list[str]:
        """Return, in words, each answer that counts no more because the report says more now."""
        found = []
        for name, said in self.standing.overtaken.items():
            fact = self.standing.policy.facts[name]
            now = self.standing.stated.get(name)
            states = f"states that {fact.said(now)}" if now else "does not state it any more"
            found.append(
                f"{fact.question} The report now {states}, so"
                f" {self.sources.words(said.as_dict())} of {times.staff_time(said.said_at)}"
                f" (“{answer(said.value, fact)}”) does not count. Answer again if it still holds."
            )
        return found


def _then(change: Change) -> str:
    """Return what an answer does, beside its question: Yes: becomes high."""
    fact, value = change.fact, change.value
    does = change.words.removesuffix(f" if {fact.said(value)}")
    return f"{answer(value, fact)}: {does[:1].lower()}{does[1:]}"


def changed(posted: Mapping[str, str], seen: Assessment | None, standing: Standing) -> Changes:
    """Return what of the answers sent is new, against the suggestion that the officer saw.

    Where somebody else has answered the same question meanwhile, and otherwise, theirs stands
    and is said.
    """
    shown = seen.facts if seen else {}
    answers, conflicts = {}, []
    for name, fact in standing.policy.facts.items():
        value = posted.get(BEFORE_NAME + name, "")
        was, now = shown.get(name, NOT_KNOWN), standing.facts.get(name, NOT_KNOWN)
        if value not in fact.domain or value == now:
            # "Not known" to what nobody has asked is an answer of its own.
            if value == NOT_KNOWN == was and name not in standing.asked:
                answers[name] = value
        elif value == was:
            continue
        elif now != was and name in standing.counting:
            conflicts.append(f"{fact.question} {answer(now, fact)}")
        else:
            answers[name] = value
    return Changes(answers, conflicts)
