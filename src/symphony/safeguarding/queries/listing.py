"""The list of the team's children: not yet safeguarded first, then what is due soonest."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case, CaseRole
from symphony.safeguarding.models import Child, SafeguardingAction
from symphony.safeguarding.queries.rows import ChildRow, rows_of
from symphony.safeguarding.queries.standing import qualifying_actions

PAGE_SIZE = 50
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# Safeguarded or not, due time and key together give every child one place.
_ORDER = ("is_safe", "due", "pk")


class View(StrEnum):
    """Which of the team's children are listed."""

    ALL = "all"
    NOT_YET = "not_yet"
    DUE = "due"


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins or ends."""

    is_safe: int
    due: datetime
    id: UUID


@dataclass(frozen=True)
class ChildPage:
    """A page of the list, with where the pages before and after it begin."""

    rows: list[ChildRow]
    previous: Place | None
    next: Place | None


def counts(*, viewer: User) -> dict[View, int]:
    """Return how many children stand in each view; one query."""
    found = _children(viewer).aggregate(
        in_all=Count("pk"),
        in_not_yet=Count("pk", filter=Q(is_safe=0)),
        in_due=Count("pk", filter=Q(due__lt=_NEVER)),
    )
    return {view: found[f"in_{view}"] for view in View}


def listing(
    *,
    viewer: User,
    view: str,
    on: date,
    after: Place | None = None,
    before: Place | None = None,
    limit: int = PAGE_SIZE,
) -> ChildPage:
    """Return one page of the children in the viewer's open cases: six queries."""
    children = _children(viewer)
    if view == View.NOT_YET:
        children = children.filter(is_safe=0)
    elif view == View.DUE:
        children = children.filter(due__lt=_NEVER)
    backwards = before is not None
    if place := after or before:
        children = children.filter(_beyond(place, forwards=not backwards))
    order = [f"-{name}" for name in _ORDER] if backwards else list(_ORDER)
    found: list[Any] = list(children.select_related("person").order_by(*order)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    return ChildPage(
        rows=rows_of(found, viewer=viewer, on=on),
        previous=_place(found[0]) if found and (after or (backwards and more)) else None,
        next=_place(found[-1]) if found and (backwards or more) else None,
    )


def _children(viewer: User) -> QuerySet[Any]:
    """The one query of the list and its counts."""
    visible = Case.objects.visible_to(viewer)
    if not viewer.may(Permission.READ_CHILDREN):
        visible = visible.none()
    in_open_cases = CaseRole.objects.filter(case__in=visible.filter(closed_at=None), ended_at=None)
    steps = (
        SafeguardingAction.objects.current()
        .filter(child=OuterRef("pk"), next_done_at=None, case__in=visible)
        .order_by()
        .values("child")
        .annotate(first=Min("next_due_at"))
        .values("first")
    )
    is_safe = Q(Exists(qualifying_actions().filter(child=OuterRef("pk"))), identified=True)
    return Child.objects.filter(person__in=in_open_cases.values("person")).annotate(
        is_safe=models.Case(When(is_safe, then=1), default=0, output_field=models.IntegerField()),
        due=Coalesce(Subquery(steps), Value(_NEVER)),
    )


def _beyond(place: Place, *, forwards: bool) -> Q:
    side = "gt" if forwards else "lt"
    same_safe = Q(is_safe=place.is_safe)
    return (
        Q(**{f"is_safe__{side}": place.is_safe})
        | same_safe & Q(**{f"due__{side}": place.due})
        | same_safe & Q(due=place.due, **{f"pk__{side}": place.id})
    )


def _place(child: Any) -> Place:
    return Place(child.is_safe, child.due, child.pk)
