"""One person: what is said of them and by whom, and what they are in which case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import today
from symphony.people import queries
from symphony.safeguarding import queries as safeguarding
from symphony.staff.people import lines
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the person's record."""
    person = cases.readable_person(reference=reference, viewer=request.user)
    roles = cases.roles_of(person, viewer=request.user)
    said = lines.of(person, viewer=request.user)
    show(request, reference, *(role.case for role in roles))
    context = {
        "reference": reference,
        "name": queries.display_name(person),
        "age": queries.age(person, on=today()),
        "standing": [line for line in said if not line.row.withdrawn_at],
        "withdrawn": [line for line in said if line.row.withdrawn_at],
        "roles": roles,
        "has_record": safeguarding.has_record(person),
        "may_record": request.user.may(Permission.SAFEGUARD),
    }
    return render(request, "staff/people/person.html", context)
