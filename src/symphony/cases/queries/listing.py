"""The lists of cases: mine, the team's, and what nobody owns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.db.models import Count, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from symphony.accounts.models import User
from symphony.cases.models import Case
from symphony.cases.queries.visiting import given_time
from symphony.triage import queries as triage
from symphony.triage.clocks import Clock

PAGE_SIZE = 50
COUNTED_TO = 1000
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# Visited or not, due time and key together give every case one place.
_ORDER = ("is_visited", "due", "id")


class View(StrEnum):
    """Whose cases are listed."""

    MINE = "mine"
    TEAM = "team"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True)
class CaseFilter:
    """What a viewer narrows the list to. Empty means everything open."""

    closed: bool = False
    bands: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseRow:
    """One case, without anything that identifies a person."""

    reference: str
    band: str
    path_words: str
    owner_name: str
    is_mine: bool
    opened_at: datetime
    first_visit_due_at: datetime | None
    first_visit_at: datetime | None
    is_overdue: bool
    closed_at: datetime | None
    # Since when its clock stands still, and for what.
    paused_at: datetime | None = None
    waiting_for: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins or ends, in the order of the moment of its first page.

    The due time of a paused case moves on: in the order of another moment pages would overlap.
    """

    is_visited: int
    due: datetime
    id: UUID
    at: datetime


@dataclass(frozen=True)
class CasePage:
    """A page of the list, with where the pages before and after it begin."""

    rows: list[CaseRow]
    previous: Place | None
    next: Place | None
    # Exact up to 1,000; None above.
    total: int | None


def _cases(*, viewer: User, view: str, only: CaseFilter) -> QuerySet[Case]:
    """The one query of the lists: rows and counts are all made from it."""
    cases: QuerySet[Case] = Case.objects.visible_to(viewer)
    cases = cases.filter(closed_at__isnull=not only.closed)
    if view == View.MINE:
        cases = cases.filter(owner=viewer)
    elif view == View.UNASSIGNED:
        cases = cases.filter(owner=None)
    if only.bands:
        cases = cases.filter(band__in=only.bands)
    if only.paths:
        cases = cases.filter(path__in=only.paths)
    return cases


def counts(*, viewer: User) -> dict[View, int]:
    """Return how many open cases stand in each view; one query."""
    cases = _cases(viewer=viewer, view=View.TEAM, only=CaseFilter())
    found = cases.aggregate(
        team=Count("pk"),
        mine=Count("pk", filter=Q(owner=viewer)),
        unassigned=Count("pk", filter=Q(owner=None)),
    )
    return {view: found[view] for view in View}


def listing(
    *,
    viewer: User,
    view: str,
    at: datetime,
    only: CaseFilter = CaseFilter(),
    first_visit: Combinable | None = None,
    after: Place | None = None,
    before: Place | None = None,
    limit: int = PAGE_SIZE,
) -> CasePage:
    """Return one page of cases, not yet visited and soonest due first: three queries, or nine.

    On a later page up to seven more: it keeps the order of the first one, and says how clocks
    stand now.

    :param first_visit: an expression for when a case was first visited, which later stages know
    :param after: begin behind this place; or end before `before`
    """
    cases = _cases(viewer=viewer, view=view, only=only)
    counted = cases.order_by()[: COUNTED_TO + 1].count()
    backwards, place = before is not None, after or before
    of_order = place.at if place else at
    cases = _with_visits(cases, first_visit)
    # A clock that was met keeps its place, whatever was paused: what is over costs nothing more.
    not_visited = cases.filter(Q(visited_at=None))
    given = {} if only.closed else given_time(not_visited, at=of_order)
    cases = _in_order(cases, given)
    if place:
        cases = cases.filter(_beyond(place, forwards=not backwards))
    order = [f"-{name}" for name in _ORDER] if backwards else list(_ORDER)
    found = list(cases.select_related("owner").order_by(*order)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if given and of_order != at:
        given = given_time(not_visited.filter(pk__in=[case.pk for case in found]), at=at)
    return CasePage(
        rows=[_row(case, given.get(case.pk), viewer=viewer, at=at) for case in found],
        previous=_place(found[0], of_order) if found and (after or (backwards and more)) else None,
        next=_place(found[-1], of_order) if found and (backwards or more) else None,
        total=counted if counted <= COUNTED_TO else None,
    )


def _with_visits(cases: QuerySet[Case], first_visit: Combinable | None) -> QuerySet[Case]:
    unknown = Value(None, output_field=models.DateTimeField())
    return cases.annotate(visited_at=first_visit or unknown)


def _in_order(cases: QuerySet[Case], given: Mapping[UUID, Clock]) -> QuerySet[Case]:
    return cases.annotate(
        due=triage.due_as_given(
            given, key="pk", otherwise=Coalesce("first_visit_due_at", Value(_NEVER))
        ),
        is_visited=models.Case(
            When(visited_at=None, then=0), default=1, output_field=models.IntegerField()
        ),
    )


def _beyond(place: Place, *, forwards: bool) -> Q:
    side = "gt" if forwards else "lt"
    same_visited = Q(is_visited=place.is_visited)
    return (
        Q(**{f"is_visited__{side}": place.is_visited})
        | same_visited & Q(**{f"due__{side}": place.due})
        | same_visited & Q(due=place.due, **{f"id__{side}": place.id})
    )


def _place(case: "Case", at: datetime) -> Place:
    return Place(case.is_visited, case.due, case.pk, at)  # type: ignore[attr-defined]  # annotated


def _row(case: Case, given: Clock | None, *, viewer: User, at: datetime) -> CaseRow:
    due = given.due_at if given else case.first_visit_due_at
    visited = case.visited_at  # type: ignore[attr-defined]  # annotated
    return CaseRow(
        reference=case.reference,
        band=case.band,
        path_words=case.get_path_display(),
        owner_name=case.owner.name if case.owner else "",
        is_mine=case.owner_id == viewer.pk,
        opened_at=case.opened_at,
        first_visit_due_at=due,
        first_visit_at=visited,
        is_overdue=bool(due and not visited and not case.closed_at and due < at),
        closed_at=case.closed_at,
        paused_at=given.paused_at if given else None,
        waiting_for=given.waiting_for if given else "",
    )
