"""Bringing somebody whom a referral names into the case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import queries, stated
from symphony.core.clock import now, today
from symphony.core.errors import DomainError
from symphony.people import ages
from symphony.people.queries import name_from
from symphony.staff.cases import adding, frame
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, referral: str, position: int) -> HttpResponse:
    """Ask what the person is in the case, and bring them in."""
    case = frame.open_case(request, reference)
    person = queries.stated_person(case, referral=referral, position=position)
    show(request, referral)
    form = adding.AddingForm(request.POST or None, roles=adding.roles_for(request.user))
    if form.is_valid():
        try:
            added = adding.bring_in(
                form, case=case, stated_person=person, by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{added} is in {case.reference} now.")
            return redirect("cases:people", reference=case.reference)
    said = stated.values_of(person, person.identifiers.all())
    return frame.page(
        request,
        case,
        "add_stated",
        section="people",
        form=form,
        person=person,
        name=name_from(said),
        age=ages.span(said, on=today()),
    )
