"""Who is in a case, and who was."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.cases import queries, rules
from symphony.core.clock import today
from symphony.staff.cases import frame
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class Line:
    """Somebody in the case, and whether this viewer may change what they are."""

    person: queries.PersonRow
    may_change: bool


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the people and what they are in the case."""
    case = frame.open_case(request, reference)
    people = queries.people(case, on=today())
    past = queries.past_people(case, on=today())
    show(request, *(person.reference for person in [*people, *past]))
    lines = [
        Line(person, may_change=not case.closed_at and _may_change(request, person.role))
        for person in people
    ]
    return frame.page(request, case, "people", section="people", lines=lines, past=past)


def _may_change(request: StaffRequest, role: str) -> bool:
    return request.user.may(rules.permission_for([role]))
