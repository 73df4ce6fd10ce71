"""Correcting what was entered of an arrest."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.cases import versions
from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, services
from symphony.crimes.models import Arrest
from symphony.crimes.queries import SuspectRow
from symphony.people import queries as people
from symphony.staff import putting_right
from symphony.staff.cases import frame
from symphony.staff.cases.arrest_form import ArrestForm, field_of
from symphony.staff.putting_right import Correction
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

FIELDS = ("offence", "arrested_at", "place", "help_given_at")


class CorrectArrestForm(Correction, ArrestForm):
    """Everything that is entered of an arrest, and why it is corrected."""


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Show what is entered, and put a corrected version in its place."""
    case = frame.open_case(request, reference)
    row = versions.pick(queries.arrests_of(case), number)
    arrest = putting_right.standing(row)
    offered = _offered(case, arrest)
    show(request, *(one.reference for one in offered))
    form = CorrectArrestForm(request.POST or None, suspects=offered, initial=_initial(arrest))
    if form.is_valid():
        began = putting_right.version(row, form)
        try:
            services.correct_arrest(
                arrest=began,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
                **_changes(case, began, form.cleaned_data),
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            messages.success(
                request,
                f"Arrest of {form.cleaned_data['person']} corrected in {case.reference}. "
                "The figures follow.",
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"correct the arrest of {arrest.person.reference}",
        form=form,
        consequence="The corrected entry stands in place of the old one, and the figures follow.",
        button="Record correction",
        back=frame.address(case, "crimes"),
    )


def _offered(case: Case, arrest: Arrest) -> list[SuspectRow]:
    """Return whom the arrest can be of: the person entered, and the suspects of the case."""
    entered = SuspectRow(arrest.person.reference, people.display_name(arrest.person))
    return [entered, *(row for row in queries.suspects(case) if row != entered)]


def _initial(arrest: Arrest) -> dict[str, Any]:
    return putting_right.initial(arrest, FIELDS) | {
        "person": arrest.person.reference,
        "was_help_given": "yes" if arrest.help_given_at else "not_yet",
    }


def _changes(case: Case, arrest: Arrest, said: dict[str, Any]) -> dict[str, Any]:
    found = putting_right.changes(arrest, said, FIELDS)
    if said["person"] != arrest.person.reference:
        found["person"] = cases.role_of(case, reference=said["person"]).person
    return found
