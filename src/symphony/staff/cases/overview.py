"""The first page of a case: what is next, its clocks, who has it and who is in it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.cases import queries
from symphony.core.clock import today
from symphony.operations import queries as operations
from symphony.staff.cases import frame, next_steps
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the case."""
    case = frame.open_case(request, reference)
    people = queries.people(case, on=today())
    show(request, *(person.reference for person in people))
    referrals = queries.referrals(case)
    return frame.page(
        request,
        case,
        "overview",
        section="overview",
        steps=[] if case.closed_at else next_steps.of(case, people),
        people=people,
        changes=queries.changes_in(case),
        referrals=referrals,
        decision=queries.decision(case),
        received_at=min((row.received_at for row in referrals), default=None),
        operations=operations.of_case(case=case),
    )
