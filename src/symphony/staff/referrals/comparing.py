"""What a suggestion was and is: its outcome, the rules new or gone, the facts that differ."""

from dataclasses import dataclass
from datetime import datetime

from symphony.accounts.models import User
from symphony.staff.referrals.deciding.explanation import headline
from symphony.staff.referrals.deciding.facts import Sources, answer, question
from symphony.triage import grading
from symphony.triage.models import Assessment
from symphony.triage.policy import explaining
from symphony.triage.policy.words import NOT_KNOWN, plain


@dataclass(frozen=True)
class RuleLine:
    """A rule that fires only before or only now."""

    rule: str
    says: str
    gives: str


@dataclass(frozen=True)
class FactLine:
    """A fact that differs: what it was, what it is, where that is from and since when."""

    question: str
    before: str
    now: str
    source: str
    at: datetime | None


@dataclass(frozen=True)
class Comparison:
    """Two assessments of one referral, side by side."""

    before: Assessment
    now: Assessment
    new: list[RuleLine]
    gone: list[RuleLine]
    facts: list[FactLine]

    @property
    def was(self) -> str:
        return headline(self.before)

    @property
    def is_now(self) -> str:
        return headline(self.now)

    @property
    def was_path(self) -> str:
        return _path(self.before)

    @property
    def is_now_path(self) -> str:
        return _path(self.now)

    @property
    def differs(self) -> bool:
        return self.was != self.is_now

    @property
    def is_graded(self) -> bool:
        """Say whether both are: the rules and facts of what could not be graded tell nothing."""
        return bool(self.before.band and self.now.band)


def compare(before: Assessment, now: Assessment, *, viewer: User) -> Comparison:
    """Return what differs between two assessments; both have their referral at hand."""
    return Comparison(
        before=before,
        now=now,
        new=_only(now, before),
        gone=_only(before, now),
        facts=_facts(before, now, viewer),
    )


def _path(one: Assessment) -> str:
    return explaining.path_words(str(one.path), one.variant) if one.path else "none"


def _only(one: Assessment, other: Assessment) -> list[RuleLine]:
    there = {reason["rule"] for reason in other.reasons}
    return [
        RuleLine(reason["rule"], reason["says"], plain(str(reason["gives"])))
        for reason in one.reasons
        if reason["rule"] not in there
    ]


def _facts(before: Assessment, now: Assessment, viewer: User) -> list[FactLine]:
    current = grading.in_force()
    asked = {} if isinstance(current, str) else current.facts
    sources = Sources(now.referral, now.sources.values(), viewer)
    names = [*asked, *sorted({*before.facts, *now.facts} - set(asked))]
    found = []
    for name in names:
        was, is_now = before.facts.get(name, NOT_KNOWN), now.facts.get(name, NOT_KNOWN)
        if was == is_now:
            continue
        row = sources.row(name, is_now, asked, now.sources.get(name))
        found.append(
            FactLine(
                question=question(name, asked),
                before=answer(was, asked.get(name)),
                now=row.value,
                source=row.source,
                at=row.at,
            )
        )
    return found
