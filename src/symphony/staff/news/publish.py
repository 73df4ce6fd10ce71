"""Approving a release: the last look before the public reads it."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.news import queries, rules, services
from symphony.news.models import Release
from symphony.staff.news import frame, preview
from symphony.staff.news.release import figure_line
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class PublishForm(Form):
    # Which sending was read: one that was changed and sent again since then is not published.
    sent_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_sent_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["sent_at"])
        except ValueError:
            return None


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Show exactly what goes out, and publish it."""
    release = frame.open_release(request, slug)
    form = PublishForm(request.POST or None, initial={"sent_at": frame.as_token(release.sent_at)})
    if form.is_valid():
        try:
            publication = services.approve_and_publish(
                release=release, by=request.user, at=now(), sent_at=form.cleaned_data["sent_at"]
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            address = frame.public_address(publication)
            messages.success(request, f"Published. The public reads it at {address}.")
            return redirect("news:release", slug=slug)
    return _ask(request, release, form)


def _ask(request: StaffRequest, release: Release, form: PublishForm) -> HttpResponse:
    at = now()
    rules.check_awaits(release)
    rules.check_may_approve(request.user, queries.hands(release))
    looked = queries.look_over(release, as_at=at)
    return frame.page(
        request,
        release,
        "publish",
        form=form,
        looked=looked,
        figures=[figure_line(again) for again in looked.recounted],
        paragraphs=preview.paragraphs(release, [again.figure for again in looked.recounted]),
        as_at=at,
    )
