"""What senders who came back wrote and nobody has opened, over all referrals one may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.staff.referrals import area
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MOST_SHOWN = 100


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List the referrals with unread answers: danger now first, then the longest wait."""
    rows = cases.answered(viewer=request.user, limit=MOST_SHOWN)
    show(request, *(row.reference for row in rows))
    sections = area.lists(request.user, "referrals:answers")
    context = {
        "rows": rows,
        "count": area.count_in(sections, "referrals:answers"),
        "most_shown": MOST_SHOWN,
        "sections": sections,
    }
    return render(request, "staff/referrals/answers.html", context)
