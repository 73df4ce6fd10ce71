"""The referrals whose band may have changed since somebody looked, over all that one may see."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.staff.referrals import area
from symphony.staff.referrals.deciding.explanation import headline
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MOST_SHOWN = 100


@dataclass(frozen=True)
class Line:
    """One of them, and in words what the policy said and says."""

    row: cases.ChangedRow
    was: str
    is_now: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List them: the most urgent by what the policy says now first."""
    rows = cases.changed(viewer=request.user, limit=MOST_SHOWN)
    references = [reference for row in rows for reference in (row.reference, row.case)]
    show(request, *filter(None, references))
    sections = area.lists(request.user, "referrals:changed")
    context = {
        "lines": [Line(row, headline(row.before), headline(row.after)) for row in rows],
        "count": area.count_in(sections, "referrals:changed"),
        "most_shown": MOST_SHOWN,
        "sections": sections,
    }
    return render(request, "staff/referrals/changed.html", context)
