"""Adding something that is said of a person, with where it was said."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as cases
from symphony.cases import services
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.people.models import PersonValue
from symphony.web.fields import DateField
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

Kind = PersonValue.Kind
KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.DATE_OF_BIRTH]


class ValueForm(Form):
    """A date of birth has boxes of its own; everything else is one line."""

    kind = forms.ChoiceField(
        label="What is it?",
        required=False,
        choices=[("", "Select what it is"), *KINDS],
    )
    value = forms.CharField(
        label="What is said?",
        required=False,
        max_length=2083,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    date_of_birth = DateField(label="Or the date of birth", required=False, in_past=True)
    source = forms.ChoiceField(label="In which case was it learnt?")

    def __init__(self, data: Any = None, *, sources: list[str]) -> None:
        super().__init__(data)
        self.fields["source"].choices = [(case, case) for case in sources]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.errors or found.get("date_of_birth"):
            return found
        if not found.get("kind"):
            self.add_error("kind", "Select what it is, or enter a date of birth")
        elif not found.get("value"):
            self.add_error("value", "Enter what is said")
        return found

    def said(self) -> list[tuple[str, str]]:
        """Return what was entered, as (kind, value)."""
        found = self.cleaned_data
        said = [(Kind.DATE_OF_BIRTH.value, str(found["date_of_birth"] or ""))]
        said.append((found["kind"], found["value"]))
        return [(kind, value) for kind, value in said if kind and value]


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask what is said and where, and record it."""
    person = cases.readable_person(reference=reference, viewer=request.user)
    roles = cases.roles_of(person, viewer=request.user)
    sources = list(dict.fromkeys(role.case for role in roles))
    show(request, reference)
    form = ValueForm(request.POST or None, sources=sources)
    if form.is_valid():
        try:
            for kind, value in form.said():
                services.add_value(
                    person=person,
                    kind=kind,
                    value=value,
                    source=form.cleaned_data["source"],
                    by=request.user,
                    at=now(),
                )
        except DomainError as refusal:
            form.refuse(refusal, "date_of_birth" if kind == Kind.DATE_OF_BIRTH else "value")
        else:
            messages.success(request, f"Recorded for {reference}.")
            return redirect("people:person", reference=reference)
    context = {"reference": reference, "form": form}
    return render(request, "staff/people/add_value.html", context)
