"""Correcting what was entered of an education visit."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.safeguarding.models import Child, EducationVisit
from symphony.staff import putting_right, visit_form
from symphony.staff.children import visit as visit_page
from symphony.staff.putting_right import Correction
from symphony.staff.visit_form import FIELDS, VisitForm
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class CorrectVisitForm(Correction, VisitForm):
    """Everything that is entered of a visit, and why it is corrected."""


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what is entered, and put a corrected version in its place."""
    row = visit_page.open_visit(request, reference)
    visit = putting_right.standing(row)
    seen = queries.seen_at(visit)
    children = _offered(visit, seen)
    show(request, *(child.person.reference for child in children))
    form = CorrectVisitForm(
        request.POST or None,
        offered=visit_form.offered(children),
        initial=visit_form.initial(visit, seen),
    )
    if form.is_valid():
        began = putting_right.version(row, form)
        by_reference = {child.person.reference: child for child in children}
        try:
            services.correct_visit(
                visit=began,
                reason=form.cleaned_data["reason"],
                children=visit_form.seen_by(form, by_reference),
                by=request.user,
                at=now(),
                **_changes(began, form.cleaned_data),
            )
        except DomainError as refusal:
            form.refuse(refusal, visit_form.field_of(refusal))
        else:
            messages.success(request, f"Visit {reference} corrected. The figures follow.")
            return redirect("children:visit", reference=reference)
    return visit_page.page(
        request,
        row,
        "correct_visit",
        subject=reference,
        act="correct visit",
        notes=visit_form.notes(children),
        form=form,
        consequence="The corrected entry stands in place of the old one, and the figures follow.",
        button="Record correction",
        back=reverse("children:visit", args=[reference]),
    )


def _offered(visit: EducationVisit, seen: dict[Child, bool]) -> list[Child]:
    """Return whom the visit can be for: those entered, and the children in the case now."""
    return list(dict.fromkeys([*seen, *queries.children_in(visit.case)]))


def _changes(visit: EducationVisit, said: dict[str, Any]) -> dict[str, Any]:
    found = putting_right.changes(visit, said, FIELDS)
    # The form asks whether help was given, not when: a time that was entered stays.
    if visit.help_given_at and said["help_given_at"] and "visited_at" not in found:
        found.pop("help_given_at", None)
    return found
