"""Starting a draft from a version: a new name, and what it is going to change."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area
from symphony.triage import services
from symphony.triage.policy.problems import count
from symphony.triage.queries import policies
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

MOST_NOTE = 2000


class StartForm(Form):
    name = forms.CharField(
        label="Name of the new version",
        max_length=40,
        help_text="Letters, digits and hyphens, such as 2027-1. Assessments are read by it later.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of the new version"},
    )
    note = forms.CharField(
        label="What will it change, and why?",
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Enter what it will change, and why"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, version: str) -> HttpResponse:
    """Make a draft with the files of a version, to be edited from there."""
    files = policies.files_of(version)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            draft = services.draft_policy(
                name=form.cleaned_data["name"],
                files=files,
                note=form.cleaned_data["note"],
                begun_from=version,
                by=request.user,
                at=now(),
            )
        except services.NameTaken as refusal:
            form.refuse(refusal, "name")
        except services.PolicyRefused as refused:
            form.refuse(
                f"A draft cannot begin with {version}: it does not keep today's promises."
                f" {count(refused.problems):,} faults, the first: {refused.problems[0]}"
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Draft {draft.name} is started. It grades nothing so far.")
            return redirect("oversight:policy_draft", draft=draft.pk)
    context = {"form": form, "version": version}
    context["sections"] = area.pages(request.user, "oversight:policy")
    return render(request, "staff/oversight/policy/start.html", context)
