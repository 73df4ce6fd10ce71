"""The numbers that are shown beside a figure, so that nobody mistakes what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from symphony.figures import counting, measures
from symphony.figures.measures import Measure
from symphony.figures.periods import Period
from symphony.referrals.models import QuarantinedItem, RawDocument, Receipt
from symphony.triage.models import Decision, Path


@dataclass(frozen=True)
class Beside:
    """One number beside a figure: what it counts, and how many."""

    title: str
    value: int


@dataclass(frozen=True)
class Counting:
    """What is being counted: the rows behind the figure, and how they were chosen."""

    rows: counting.Rows
    period: Period
    as_at: datetime
    # Neither of an operation nor of a team.
    is_of_everything: bool


def of(measure: Measure, scope: Counting) -> tuple[Beside, ...]:
    """Return the numbers that stand beside the measure's figure."""
    worked_out = _BESIDE.get(measure.key)
    return tuple(worked_out(scope)) if worked_out else ()


def _arrested(scope: Counting) -> list[Beside]:
    of = scope.rows.aggregate(
        all=Count("thing", distinct=True),
        under_18=Count("thing", distinct=True, filter=Q(age_at_arrest__lt=18)),
        with_age=Count("thing", distinct=True, filter=Q(age_at_arrest__isnull=False)),
        arrests=Count("pk", distinct=True),
    )
    return [
        Beside("Of these, under 18 when arrested", of["under_18"]),
        Beside("Of these, age not known", of["all"] - of["with_age"]),
        Beside("Arrests", of["arrests"]),
    ]


def _visited(scope: Counting) -> list[Beside]:
    seen = scope.rows.filter(visited_children__seen_in_person=True).aggregate(
        children=Count("visited_children__child", distinct=True)
    )
    return [Beside(measures.CHILDREN_VISITED.title, seen["children"])]


def _referred(scope: Counting) -> list[Beside]:
    decisions = Decision.objects.filter(
        Q(replaced_at=None) | Q(replaced_at__gt=scope.as_at),
        decided_at__lte=scope.as_at,
        referral__in=scope.rows.values("pk"),
    )
    settled = Q(path=Path.NO_FURTHER_ACTION, endorsed_at__lte=scope.as_at)
    paths = decisions.aggregate(
        transferred=Count("pk", filter=Q(path=Path.TRANSFER)),
        no_further_action=Count("pk", filter=settled),
    )
    beside = [
        Beside("Of these, transferred", paths["transferred"]),
        Beside("Of these, no further action", paths["no_further_action"]),
    ]
    if not scope.is_of_everything:
        return beside
    kinds = (RawDocument.Kind.REPORT, RawDocument.Kind.SUBMISSION)
    reports = RawDocument.objects.filter(kind__in=kinds)
    copies = Receipt.objects.filter(outcome=Receipt.Outcome.KNOWN)
    return [
        Beside("Raw reports received", _received(reports, scope)),
        Beside("Exact copies received", _received(copies, scope)),
        Beside("Documents put in quarantine", _received(QuarantinedItem.objects.all(), scope)),
        *beside,
    ]


def _received(records: "QuerySet[Any]", scope: Counting) -> int:
    return records.filter(
        received_at__gte=scope.period.begins_at,
        received_at__lt=scope.period.ends_at,
        received_at__lte=scope.as_at,
    ).count()


_BESIDE: dict[str, Callable[[Counting], list[Beside]]] = {
    measures.PEOPLE_ARRESTED.key: _arrested,
    measures.EDUCATION_VISITS.key: _visited,
    measures.REFERRALS.key: _referred,
}
