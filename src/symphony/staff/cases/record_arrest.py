"""Recording an arrest in a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, services
from symphony.crimes.models import Arrest
from symphony.staff.cases import frame
from symphony.staff.cases.arrest_form import ArrestForm, field_of
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask who was arrested, when and for what, and record it."""
    case = frame.open_case(request, reference)
    suspects = queries.suspects(case)
    show(request, *(row.reference for row in suspects))
    if not suspects:
        messages.warning(
            request, f"Nobody in {case.reference} is a suspect, so nobody is arrested."
        )
        return redirect("cases:crimes", reference=case.reference)
    alone = suspects[0].reference if len(suspects) == 1 else None
    form = ArrestForm(request.POST or None, suspects=suspects, initial={"person": alone})
    if form.is_valid():
        said = form.cleaned_data
        try:
            arrest = services.record_arrest(
                case=case,
                person=cases.role_of(case, reference=said["person"]).person,
                offence=said["offence"],
                arrested_at=said["arrested_at"],
                place=said["place"],
                help_given_at=said["help_given_at"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            messages.success(request, _done(arrest))
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act="record an arrest",
        lead="A voluntary interview is not an arrest.",
        form=form,
        consequence=f"{case.team.name} sees it, and the figures count it.",
        button="Record arrest",
        back=frame.address(case, "crimes"),
    )


def _done(arrest: Arrest) -> str:
    done = f"Arrest of {arrest.person.reference} recorded in {arrest.case.reference}."
    if arrest.help_given_at:
        return f"{done} Next: record the outcome of the crime when it is decided."
    return f"{done} Next: give them the help line details, and record that."
