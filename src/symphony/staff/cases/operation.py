"""Adding a case to an operation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.operations import queries, services
from symphony.staff.cases import frame
from symphony.web import times
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class OperationForm(Form):
    operation = forms.ChoiceField(
        label="Which operation?",
        widget=Radios(),
        error_messages={"required": "Select which operation"},
    )

    def __init__(self, data: Any = None, *, operations: list[queries.Row]) -> None:
        super().__init__(data)
        self.fields["operation"].choices = [(row.slug, _words(row)) for row in operations]  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask which operation, and add the case to it."""
    case = frame.open_case(request, reference)
    already = queries.of_case(case=case)
    slugs = {operation.slug for operation in already}
    offered = [row for row in queries.listing(viewer=request.user) if row.slug not in slugs]
    form = OperationForm(request.POST or None, operations=offered)
    if form.is_valid() and _add(request, case, form):
        return redirect("cases:overview", reference=case.reference)
    return frame.page(request, case, "operation", form=form, offered=offered, already=already)


def _add(request: StaffRequest, case: Case, form: OperationForm) -> bool:
    operation = queries.read(slug=form.cleaned_data["operation"], viewer=request.user)
    try:
        services.add_case(operation=operation, case=case, by=request.user, at=now())
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, f"{case.reference} belongs to Operation {operation.codename} now.")
    return True


def _words(row: queries.Row) -> str:
    days = f"{times.staff_date(row.starts_on)} to {times.staff_date(row.ends_on)}"
    return f"Operation {row.codename}, {days}, {row.team}"
