"""Recording the outcome of a crime."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import versions
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, rules, services
from symphony.crimes.models import Outcome
from symphony.staff import putting_right
from symphony.staff.cases import frame
from symphony.staff.cases.crime_form import OutcomeForm
from symphony.staff.putting_right import Began
from symphony.web.requests import StaffRequest


class FirstOutcomeForm(Began, OutcomeForm):
    """The outcome of a version of the crime."""


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask for the outcome, and record it."""
    case = frame.open_case(request, reference)
    row = versions.pick(queries.crimes_of(case), number)
    crime = putting_right.standing(row)
    form = FirstOutcomeForm(request.POST or None, initial={"version": crime.pk})
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.record_outcome(
                crime=putting_right.version(row, form),
                outcome=Outcome(said["outcome"]),
                outcome_at=said["outcome_at"],
                reason=said["outcome_reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            messages.success(
                request, f"Outcome {said['outcome']} recorded for crime {crime.number}."
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"outcome of crime {crime.number}",
        lead=f"{crime.offence.title}.",
        form=form,
        consequence="What stood before stays readable. A crime with outcome 20 is counted as ours "
        "no longer.",
        button="Record outcome",
        back=frame.address(case, "crimes"),
    )


def field_of(refusal: DomainError) -> str | None:
    """Return the field that a refusal belongs to."""
    if isinstance(refusal, rules.ReasonsMissing):
        return "outcome_reason"
    return "outcome_at" if isinstance(refusal, rules.OutcomeTimeWrong) else None
