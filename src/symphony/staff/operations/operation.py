"""One operation: its figures so far, day by day, and the cases that belong to it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.clock import now, today
from symphony.figures import measures
from symphony.figures import queries as figures
from symphony.figures.periods import Period
from symphony.figures.queries import Figure
from symphony.operations import queries, rules
from symphony.operations.models import Operation
from symphony.staff.figures import scope as scopes
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class Tile:
    """One figure, and where it opens."""

    label: str
    value: str
    url: str
    how_url: str
    note: str


@dataclass(frozen=True)
class Day:
    """One day (or month) of the operation, with the number of each figure."""

    words: str
    values: list[int]


@require_GET
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the operation's results so far and its cases."""
    operation = queries.read(slug=slug, viewer=request.user)
    at = now()
    period = Period(operation.starts_on, operation.ends_on)
    members = queries.members(operation=operation, viewer=request.user)
    show(request, rules.log_name(slug), *(row.reference for row in members.rows))
    tally = [
        figures.count(measure=measure, period=period, operation=operation, as_at=at)
        for measure in measures.OF_AN_OPERATION
    ]
    page = {
        "operation": operation,
        "days": scopes.days(period),
        "state": rules.state(operation.starts_on, operation.ends_on, on=today()),
        "tiles": [_tile(figure, operation, request.user) for figure in tally],
        "measures": measures.OF_AN_OPERATION,
        "by_day": _by_day(operation, period, at),
        "members": members,
        "may_plan": request.user.may(Permission.PLAN_OPERATIONS),
        "may_open": request.user.may(Permission.OPEN_FIGURES),
        "may_write": request.user.may(Permission.WRITE_NEWS),
        "as_at": at,
    }
    return render(request, "staff/operations/operation.html", page)


def _tile(figure: Figure, operation: Operation, viewer: User) -> Tile:
    asked = scopes.query(figure.period, operation=operation)
    own_page = reverse("figures:measure", args=[figure.measure.slug])
    page = "records" if viewer.may(Permission.OPEN_FIGURES) else "measure"
    beside = [
        f"{beside.value:,} {beside.title.lower()}"
        for beside in figure.beside
        if beside.value and beside.title not in _SHOWN_BY_ITSELF
    ]
    return Tile(
        label=figure.measure.title,
        value=f"{figure.value:,}",
        url=f"{reverse(f'figures:{page}', args=[figure.measure.slug])}?{asked}",
        how_url=f"{own_page}?{asked}#how",
        note=", ".join(beside),
    )


_SHOWN_BY_ITSELF = {measure.title for measure in measures.OF_AN_OPERATION}


def _by_day(operation: Operation, period: Period, at: datetime) -> list[Day]:
    columns = [
        figures.parts(measure=measure, period=period, operation=operation, as_at=at)
        for measure in measures.OF_AN_OPERATION
    ]
    return [
        Day(_words(parts[0].period), [part.value for part in parts])
        for parts in zip(*columns, strict=True)
    ]


def _words(part: Period) -> str:
    if part.length == 1:
        return f"{part.starts_on:%a} {part.starts_on.day} {part.starts_on:%b}"
    return scopes.days(part)
