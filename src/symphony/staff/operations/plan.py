"""Planning an operation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.accounts.models import Team
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.operations import rules, services
from symphony.operations.models import Operation
from symphony.web.fields import DateField
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class PlanForm(Form):
    codename = forms.CharField(
        label="Codename",
        max_length=60,
        help_text="One word that says nothing of people or places. It is shown as Operation …",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    purpose = forms.CharField(
        label="What is it for?",
        max_length=2000,
        help_text="No names: everyone who reads operations sees this.",
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter what the operation is for"},
    )
    starts_on = DateField(label="First day", error_messages={"required": "Enter the first day"})
    ends_on = DateField(
        label="Last day",
        help_text="Counted as part of the operation.",
        error_messages={"required": "Enter the last day"},
    )
    team = forms.ChoiceField(label="Which team leads it?")

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [(one.slug, one.name) for one in Team.objects.order_by("name")]

    def clean_team(self) -> Team:
        return Team.objects.get(slug=self.cleaned_data["team"])

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = asked.get("starts_on"), asked.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Last day must be the same as or after the first day")
        return asked


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """Ask for codename, purpose, days and team, and plan the operation."""
    form = PlanForm(request.POST or None, initial={"team": request.user.team.slug})
    if form.is_valid() and (operation := _plan(request, form)):
        messages.success(
            request,
            f"Operation {operation.codename} planned. Next: add the cases that belong to it.",
        )
        return redirect("operations:operation", slug=operation.slug)
    return render(request, "staff/operations/plan.html", {"form": form})


def _plan(request: StaffRequest, form: PlanForm) -> Operation | None:
    asked = form.cleaned_data
    try:
        return services.plan_operation(
            slug=rules.slug_of(asked["codename"]), by=request.user, at=now(), **asked
        )
    except services.CodenameTaken as refusal:
        form.refuse(refusal, "codename")
    except DomainError as refusal:
        form.refuse(refusal)
    return None
