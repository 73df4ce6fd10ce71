"""Approving a draft on the evidence of its trial: by a second person, with a reason."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area
from symphony.staff.oversight.policy.starting import MOST_NOTE
from symphony.staff.oversight.policy.trial import compared, summary
from symphony.triage import services
from symphony.triage.policy import comparing
from symphony.triage.queries import policies
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class ApproveForm(Form):
    rationale = forms.CharField(
        label="Why do you approve it?",
        max_length=MOST_NOTE,
        help_text="It stays with the version, for whoever asks later why it graded as it did.",
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Enter why you approve it"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, trial: UUID) -> HttpResponse:
    """Ask whether the draft comes into force, and put it in force."""
    found = policies.trial(trial)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = services.approve_policy(
                found, rationale=form.cleaned_data["rationale"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"Policy {version.name} is in force. It grades from the next referral on."
                " What waits keeps its grade until you have it graded again.",
            )
            return redirect("oversight:policy")
    current = policies.name_in_force()
    changes = comparing.compare(policies.files_of(current), found.draft.files)
    context = {
        "form": form,
        "trial": found,
        "draft": found.draft,
        "summary": summary(found),
        "compared": compared(found),
        "current": current,
        "changed_rows": sum(len(file.rows) for file in changes),
        "is_mine": found.draft.made_by_id == request.user.pk,
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/approve.html", context)
