"""Recording that somebody arrested was told where help is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import versions
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, services
from symphony.staff import putting_right
from symphony.staff.cases import frame
from symphony.staff.cases.arrest_form import HelpGivenForm
from symphony.staff.help_line import help_line
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask when, and record it."""
    case = frame.open_case(request, reference)
    arrest = putting_right.standing(versions.pick(queries.arrests_of(case), number))
    show(request, arrest.person.reference)
    form = HelpGivenForm(request.POST or None)
    if form.is_valid():
        given_at = form.cleaned_data["help_given_at"]
        try:
            services.record_help_given(arrest=arrest, given_at=given_at, by=request.user, at=now())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"{arrest.person.reference} was given the help line details: recorded."
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"help line details given to {arrest.person.reference}",
        lead=help_line("Anyone arrested, and their family, is given these."),
        form=form,
        button="Record that they were given",
        back=frame.address(case, "crimes"),
    )
