"""The children of a case: a card for each, made safe or not, and what is due."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.core.clock import now, today
from symphony.safeguarding import queries
from symphony.staff.cases import frame
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the cards, who has no record yet first."""
    case = frame.open_case(request, reference)
    rows = queries.children_of(case, viewer=request.user, on=today())
    without_record = queries.without_record(case)
    visits = queries.visits_in(case)
    show(request, *(row.reference for row in rows), *without_record)
    show(request, *(visit.reference for visit in visits))
    return frame.page(
        request,
        case,
        "safeguarding",
        section="safeguarding",
        rows=rows,
        without_record=without_record,
        visits=visits,
        now=now(),
    )
