"""Correcting what was entered of a crime."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import versions
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, services
from symphony.staff import putting_right
from symphony.staff.cases import crime_outcome, frame, record_crime
from symphony.staff.cases.crime_form import IN_ORDER, CrimeForm, OutcomeForm
from symphony.staff.putting_right import Correction
from symphony.web.fields import Checkboxes
from symphony.web.requests import StaffRequest

FIELDS = ("number", "offence", "crime_recorded_at", "outcome", "outcome_at", "outcome_reason")
STATES = {
    "cancelled": "Cancelled: it turned out that there was no crime",
    "transferred_out": "Transferred to another force or body",
}


class CorrectCrimeForm(Correction, OutcomeForm, CrimeForm):
    """Everything that is entered of a crime, and why it is corrected."""

    field_order = (*FIELDS, "states", "reason")
    states = forms.MultipleChoiceField(
        label="Does it no longer count as ours? (optional)",
        required=False,
        choices=list(STATES.items()),
        widget=Checkboxes(small=True),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = IN_ORDER  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["outcome_at"].required = False

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        return found | {state: state in found.get("states", []) for state in STATES}


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Show what is entered, and put a corrected version in its place."""
    case = frame.open_case(request, reference)
    row = versions.pick(queries.crimes_of(case), number)
    crime = putting_right.standing(row)
    states = [state for state in STATES if getattr(crime, state)]
    form = CorrectCrimeForm(
        request.POST or None, initial={**putting_right.initial(crime, FIELDS), "states": states}
    )
    if form.is_valid():
        began = putting_right.version(row, form)
        try:
            services.correct_crime(
                crime=began,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
                **putting_right.changes(began, form.cleaned_data, (*FIELDS, *STATES)),
            )
        except DomainError as refusal:
            form.refuse(refusal, record_crime.field_of(refusal) or crime_outcome.field_of(refusal))
        else:
            messages.success(
                request,
                f"Crime {crime.number} corrected in {case.reference}. The figures follow.",
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"correct crime {crime.number}",
        form=form,
        consequence="The corrected entry stands in place of the old one, and the figures follow.",
        button="Record correction",
        back=frame.address(case, "crimes"),
    )
