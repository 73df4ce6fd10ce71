"""A fact of the policy in words: the question, its answer, and where the answer is from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.referrals.models import Referral
from symphony.staff.referrals import words
from symphony.triage.models import FactAnswer
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import NOT_KNOWN, plain

Source = FactAnswer.Source
FROM_REPORT = "from the report"
_YES_AND_NO = {"yes": "Yes", "no": "No", NOT_KNOWN: "Not known"}


@dataclass(frozen=True)
class FactRow:
    """One fact: what is asked, what is known, from where, and when it was learnt."""

    name: str
    question: str
    value: str
    # Empty where it is not known.
    source: str
    at: datetime | None


def question(name: str, facts: Mapping[str, Fact]) -> str:
    """Return the policy's question; the fact's name where the policy cannot be read."""
    return facts[name].question if name in facts else words.key_words(name)


def answer(value: str, fact: Fact | None) -> str:
    """Return an answer as it stands beside its question: Yes, or the policy's own words."""
    if value in _YES_AND_NO:
        return _YES_AND_NO[value]
    said = fact.words.get(value, plain(value)) if fact else plain(value)
    return said[:1].upper() + said[1:]


class Sources:
    """Says where each fact is from, as one reader reads it."""

    def __init__(self, referral: Referral, said: Iterable[Mapping[str, str]], viewer: User) -> None:
        """Look up the names of those who answered.

        :param said: the sources as an assessment keeps them (`Answer.as_dict`)
        """
        self.received_at = referral.received_at
        self.viewer = viewer
        officers = {one["by"] for one in said if one["source"] == Source.OFFICER}
        others = officers - {viewer.staff_number}
        self.names = accounts.names(others) if others else {}

    def words(self, said: Mapping[str, str] | None) -> str:
        """Return the source inside a sentence: your answer; found by linking, from C-26-0512."""
        if said is None:
            return FROM_REPORT
        about = said.get("about", "")
        if said["source"] == Source.OFFICER:
            return f"{self.whose(said['by'])} answer"
        if said["source"] == Source.LINKING:
            return f"found by linking, from {about}" if about else "found by linking"
        if about.startswith("C-"):
            return f"learnt in case {about}"
        return f"learnt in {about}" if about else "learnt in the case"

    def whose(self, staff_number: str) -> str:
        """Return whose answer it is: your, Tom Example's."""
        if staff_number == self.viewer.staff_number:
            return "your"
        return f"{self.names.get(staff_number, staff_number)}'s"

    def row(
        self, name: str, value: str, facts: Mapping[str, Fact], said: Mapping[str, str] | None
    ) -> FactRow:
        """Return one fact; of what is not known there is no source."""
        known = value != NOT_KNOWN
        at = datetime.fromisoformat(said["at"]) if said else self.received_at
        return FactRow(
            name=name,
            question=question(name, facts),
            value=answer(value, facts.get(name)),
            source=self.words(said) if known else "",
            at=at if known else None,
        )
