"""What was answered about a referral, and whether its band may have changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from symphony.referrals.models import Referral
from symphony.triage.models import FactAnswer, GradeChange, OutsideGrade


@dataclass(frozen=True)
class Answer:
    """The latest answer to one question: what, from where, by whom and when (UTC)."""

    value: str
    source: FactAnswer.Source
    # What the referral itself stated when it was answered.
    stated: str
    about: str
    said_by: str
    said_at: datetime

    def as_dict(self) -> dict[str, str]:
        """Return it as an assessment keeps it."""
        return {
            "source": self.source.value,
            "by": self.said_by,
            "at": self.said_at.isoformat(),
            "about": self.about,
        }


def answers(referral: Referral) -> dict[str, Answer]:
    """Return the latest answer to each question that was ever answered, by fact."""
    found = FactAnswer.objects.filter(referral=referral).order_by("said_at", "id")
    return {
        said.fact: Answer(
            value=said.value,
            source=FactAnswer.Source(said.source),
            stated=said.stated,
            about=said.about,
            said_by=said.said_by,
            said_at=said.said_at,
        )
        for said in found
    }


def answers_in_order(referral: Referral) -> list[FactAnswer]:
    """Return every answer about the referral, oldest first, those that count no more too."""
    return list(FactAnswer.objects.filter(referral=referral).order_by("said_at", "id"))


def open_changes(referrals: Iterable[Referral] | QuerySet[Referral]) -> QuerySet[GradeChange]:
    """Return the changes of these referrals that nobody has looked at, newest first."""
    found: QuerySet[GradeChange] = GradeChange.objects.filter(
        referral__in=referrals, looked_at=None
    )
    return found.select_related("referral", "before", "after").order_by("-raised_at", "-id")


def changes_of(referral: Referral) -> list[GradeChange]:
    """Return every change of the referral's grade, newest first."""
    found: Any = GradeChange.objects.filter(referral=referral)
    return list(found.select_related("before", "after", "looked_by").order_by("-raised_at", "-id"))


def outside_grades(referral: Referral) -> list[OutsideGrade]:
    """Return what was recorded from outside, newest first, withdrawn ones too."""
    found = OutsideGrade.objects.filter(referral=referral).order_by("-recorded_at", "-id")
    return list(found.select_related("recorded_by", "withdrawn_by"))
