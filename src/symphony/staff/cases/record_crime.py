"""Recording a crime in a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import rules, services
from symphony.staff.cases import frame
from symphony.staff.cases.crime_form import CrimeForm
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask for number, offence and time, and record the crime."""
    case = frame.open_case(request, reference)
    form = CrimeForm(request.POST or None)
    if form.is_valid():
        try:
            crime = services.record_crime(case=case, by=request.user, at=now(), **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            messages.success(
                request,
                f"Crime {crime.number} recorded in {case.reference}. "
                "Next: record its outcome when it is decided.",
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act="record a crime",
        lead="Record a crime when the counting rules require it. It has no outcome yet.",
        form=form,
        consequence=f"{case.team.name} sees it, and the figures count it.",
        button="Record crime",
        back=frame.address(case, "crimes"),
    )


def field_of(refusal: DomainError) -> str | None:
    """Return the field that a refusal belongs to."""
    is_number = isinstance(refusal, rules.NumberUnusable | services.NumberTaken)
    return "number" if is_number else None
