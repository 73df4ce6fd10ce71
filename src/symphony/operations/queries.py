"""Which operations there are, and which cases belong to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import tip_off_secrets as secrets
from symphony.cases.models import Case
from symphony.cases.queries import Event
from symphony.cases.tip_off_secrets import Secret
from symphony.core.errors import NotFound
from symphony.operations.models import Operation, OperationCase


@dataclass(frozen=True)
class Row:
    """One operation in the list: its codename, its days, and how many cases are in it."""

    slug: str
    codename: str
    team: str
    starts_on: date
    ends_on: date
    cases: int


@dataclass(frozen=True)
class Member:
    """One case of an operation, as far as the viewer may see it."""

    reference: str
    path: str
    band: str
    owner: str
    added_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class Members:
    """The cases of an operation: those of the viewer's team, and how many of others."""

    rows: list[Member]
    of_other_teams: int


def read(*, slug: str, viewer: User) -> Operation:
    """Return the operation.

    :raises NotFound: if there is none of this name, or the viewer's role reads none
    """
    operation = _read_by(viewer).filter(slug=slug).select_related("team", "planned_by").first()
    if operation is None:
        raise NotFound("There is no such operation.")
    return operation


def listing(*, viewer: User) -> list[Row]:
    """Return all operations, the latest first."""
    current = Count("members", filter=Q(members__removed_at=None))
    found = _read_by(viewer).annotate(cases=current).order_by("-starts_on", "slug")
    return [
        Row(*values)
        for values in found.values_list(
            "slug", "codename", "team__name", "starts_on", "ends_on", "cases"
        )
    ]


def of_case(*, case: Case) -> list[Operation]:
    """Return the operations that a case belongs to; who may ask is settled by who sees the case."""
    mine = OperationCase.objects.filter(case=case, removed_at=None).values("operation")
    return list(Operation.objects.filter(pk__in=mine).order_by("starts_on", "slug"))


def must_not_be_told(case: Case | None) -> Iterator[Secret]:
    """Return every codename, and the days of the operations that a case is or was in."""
    for codename in Operation.objects.values_list("codename", flat=True):
        yield secrets.codename(codename, why="The name of an operation")
    if case is None:
        return
    for member in OperationCase.objects.filter(case=case).select_related("operation"):
        first, last = member.operation.starts_on, member.operation.ends_on
        yield secrets.days(first, last, why="A day of an operation that the case is in")


def events(*, case: Case) -> list[Event]:
    """Return when the case came into an operation, and when and why it was taken out again."""
    rows = OperationCase.objects.filter(case=case).select_related(
        "operation", "added_by", "removed_by"
    )
    found = []
    for row in rows:
        title = f"Operation {row.operation.codename}"
        found.append(
            Event(
                at=row.added_at, kind="operation", title=f"Added to {title}", by=row.added_by.name
            )
        )
        if row.removed_at and row.removed_by:
            found.append(
                Event(
                    at=row.removed_at,
                    kind="operation",
                    title=f"Taken out of {title}",
                    by=row.removed_by.name,
                    words=row.removed_reason,
                )
            )
    return found


def members(*, operation: Operation, viewer: User) -> Members:
    """Return the operation's cases that the viewer may see, and the number of the others."""
    current = OperationCase.objects.filter(operation=operation, removed_at=None)
    seen = current.filter(case__in=Case.objects.visible_to(viewer)).order_by("case__reference")
    rows = [
        Member(
            reference=member.case.reference,
            path=member.case.get_path_display(),
            band=member.case.band,
            owner=member.case.owner.name if member.case.owner else "",
            added_at=member.added_at,
            closed_at=member.case.closed_at,
        )
        for member in seen.select_related("case__owner")
    ]
    return Members(rows, current.count() - len(rows))


def cases_in(operation: Operation, *, as_at: datetime) -> "QuerySet[OperationCase, UUID]":
    """Return the ids of the cases that belonged to the operation at a moment (a subquery)."""
    at_that_time = Q(added_at__lte=as_at) & (Q(removed_at=None) | Q(removed_at__gt=as_at))
    return OperationCase.objects.filter(at_that_time, operation=operation).values_list(
        "case_id", flat=True
    )


def _read_by(viewer: User) -> "QuerySet[Operation]":
    return (
        Operation.objects.all()
        if viewer.may(Permission.READ_OPERATIONS)
        else Operation.objects.none()
    )
