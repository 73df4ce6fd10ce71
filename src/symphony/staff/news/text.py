"""Changing the title and the text of a release."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.news import queries, rules, services
from symphony.news.models import Release
from symphony.staff.news import frame
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class TextForm(Form):
    title = forms.CharField(label="Title", max_length=160, strip=True)
    body = forms.CharField(
        label="Text",
        max_length=20_000,
        help_text="An empty line begins a new paragraph.",
        widget=forms.Textarea(attrs={"rows": "16"}),
        error_messages={"required": "Enter the text of the release"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for title and text, refuse typed numbers, and save a new version."""
    release = frame.open_release(request, slug)
    initial = {"title": release.title, "body": release.body, "version": release.version}
    form = TextForm(request.POST or None, initial=initial)
    theirs: Release | None = None
    if form.is_valid():
        try:
            services.change_release(release=release, by=request.user, at=now(), **form.cleaned_data)
        except services.ChangedMeanwhile as refusal:
            theirs = queries.read(slug=slug, viewer=request.user)
            # What was typed stays; sent once more, it goes over the version shown above it.
            form = TextForm({**form.cleaned_data, "version": theirs.version}, initial=initial)
            form.is_valid()
            form.refuse(refusal)
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal, form.cleaned_data))
        else:
            messages.success(request, "Text saved. This is how it will read.")
            return redirect("news:release", slug=slug)
    return frame.page(
        request,
        release,
        "text",
        form=form,
        figures=queries.figures(release),
        theirs=theirs,
        may_change=frame.may_change(release, request.user),
    )


def field_of(refusal: DomainError, typed: dict[str, Any]) -> str | None:
    """Return the field that a refusal of the text belongs to."""
    if not isinstance(refusal, rules.NumberTyped | rules.TextUnusable):
        return None
    return "title" if "the title" in str(refusal) else "body"
