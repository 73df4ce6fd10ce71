"""Every clock that stands still: for how long, what it waits for, and who paused it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.figures import responses
from symphony.staff import paging
from symphony.staff.oversight import area
from symphony.triage.models import ClockPause
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PAGE_SIZE = 50
PLACES = "paused clocks"


@dataclass(frozen=True)
class Line:
    """One pause that nobody has ended."""

    reference: str
    # Empty where no case came of the referral, or none that this person may see.
    case: str
    clock: str
    since: datetime
    waiting_for: str
    words: str
    paused_by: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List the clocks that stand still, the longest first."""
    found = responses.standing_still(viewer=request.user)
    count = found.count()
    after = paging.moment(request, PLACES)
    if after:
        found = found.filter(paging.beyond(after, "begins_at"))
    rows = list(found.select_related("referral", "paused_by")[: PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    lines, last = _lines(rows, request), rows[-1] if more else None
    show(request, *(name for line in lines for name in (line.reference, line.case) if name))
    context = {
        "lines": lines,
        "count": count,
        "later": after is not None,
        "next_url": paging.go_on(request, PLACES, last.begins_at, last.pk) if last else "",
        "now": now(),
        "sections": area.pages(request.user, "oversight:breaches"),
    }
    return render(request, "staff/oversight/paused.html", context)


def _lines(rows: list[ClockPause], request: StaffRequest) -> list[Line]:
    of_cases = cases.cases_of([row.referral_id for row in rows], viewer=request.user)
    return [
        Line(
            reference=row.referral.reference,
            case=of_cases.get(row.referral_id, ""),
            clock=row.get_stops_display(),
            since=row.begins_at,
            waiting_for=row.get_reason_display(),
            words=row.words,
            paused_by=row.paused_by.name,
        )
        for row in rows
    ]
