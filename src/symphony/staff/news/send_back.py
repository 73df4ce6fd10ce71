"""Sending a release back to those who wrote it, with a reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.news import queries, rules, services
from symphony.staff.news import frame
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class SendBackForm(Form):
    reason = forms.CharField(
        label="Why do you send it back?",
        max_length=2000,
        help_text="Those who wrote it read this.",
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Enter why you send it back"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask why, and send the release back."""
    release = frame.open_release(request, slug)
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        try:
            services.send_back(
                release=release, reason=form.cleaned_data["reason"], by=request.user, at=now()
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Sent back. It can be changed and sent to you again.")
            return redirect("news:release", slug=slug)
    else:
        rules.check_awaits(release)
        rules.check_may_approve(request.user, queries.hands(release))
    return frame.page(request, release, "send_back", form=form)
