"""Adding a case to an operation by its reference."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.core import references
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.operations import queries, rules, services
from symphony.operations.models import Operation
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


class AddCaseForm(Form):
    reference = forms.CharField(
        label="Reference of the case",
        max_length=20,
        help_text="Such as C-23-0512. It must be a case of your team.",
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter the reference of the case"},
    )

    def clean_reference(self) -> str:
        parsed = references.parse(self.cleaned_data["reference"])
        if parsed is None or parsed.kind != "C":
            raise forms.ValidationError("Reference must be that of a case, such as C-23-0512")
        return parsed.text


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for the reference, and add the case."""
    operation = queries.read(slug=slug, viewer=request.user)
    show(request, rules.log_name(slug))
    form = AddCaseForm(request.POST or None)
    if form.is_valid() and _add(request, operation, form):
        return redirect("operations:operation", slug=slug)
    return render(request, "staff/operations/add_case.html", {"operation": operation, "form": form})


def _add(request: StaffRequest, operation: Operation, form: AddCaseForm) -> bool:
    reference = form.cleaned_data["reference"]
    try:
        case = cases.readable(reference=reference, viewer=request.user)
        services.add_case(operation=operation, case=case, by=request.user, at=now())
    except NotFound:
        form.refuse(f"Your team has no case {reference}", "reference")
    except DomainError as refusal:
        form.refuse(refusal, "reference")
    else:
        messages.success(
            request, f"{reference} belongs to Operation {operation.codename} now, and counts in it."
        )
        return True
    return False
