"""What was answered about a referral, and whether its band may have changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from symphony.referrals.models import Referral
from symphony.triage.models import Assessment, FactAnswer, GradeChange, OutsideGrade


@dataclass(frozen=True)
class Answer:
    """One answer to one question: what, from where, by whom and when (UTC)."""

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


def answers(referral: Referral) -> dict[str, list[Answer]]:
    """Return every answer to each question that was ever answered, oldest first, by fact."""
    return answers_of([referral])[referral.pk]


def answers_of(referrals: Iterable[Referral]) -> dict[UUID, dict[str, list[Answer]]]:
    """Return the same for each of these referrals, by its key."""
    found: dict[UUID, dict[str, list[Answer]]] = {referral.pk: {} for referral in referrals}
    for said in FactAnswer.objects.filter(referral__in=found).order_by("said_at", "id"):
        found[said.referral_id].setdefault(said.fact, []).append(as_answer(said))
    return found


def as_answer(said: FactAnswer) -> Answer:
    """Return an answer as grading lays it over what is stated."""
    return Answer(
        value=said.value,
        source=FactAnswer.Source(said.source),
        stated=said.stated,
        about=said.about,
        said_by=said.said_by,
        said_at=said.said_at,
    )


def latest_assessments(
    referrals: Iterable[UUID], *, with_band: bool = False
) -> dict[UUID, Assessment]:
    """Return the latest assessment of each of these referrals, with a band or without.

    :param with_band: the latest that has one; a referral that never had any is left out
    """
    found = Assessment.objects.filter(referral__in=list(referrals))
    if with_band:
        found = found.filter(band__isnull=False)
    latest = found.order_by("referral", "-assessed_at", "-id").distinct("referral")
    return {assessment.referral_id: assessment for assessment in latest}


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
