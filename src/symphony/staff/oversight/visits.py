"""How often the public site's help pages were opened: totals of days, and nothing about readers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.core.clock import today
from symphony.letterbox import queries as letterbox
from symphony.web.requests import StaffRequest

DAYS = 30


@dataclass(frozen=True)
class Day:
    """How often pages were opened on one day."""

    day: date
    count: int


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the last thirty days, of all pages or of the one in the address."""
    until = today()
    since = until - timedelta(days=DAYS - 1)
    by_page = letterbox.visits_by_page(since=since, until=until)
    page = request.GET.get("page", "")
    if page not in by_page:
        page = ""
    by_day = letterbox.visits_by_day(since=since, until=until, page=page)
    context = {
        "since": since,
        "until": until,
        "page": page,
        "by_page": by_page,
        "total": sum(by_page.values()),
        "days": [
            Day(day, by_day.get(day, 0))
            for day in (until - timedelta(days=back) for back in range(DAYS))
        ],
        "total_by_day": sum(by_day.values()),
    }
    return render(request, "staff/oversight/visits.html", context)
