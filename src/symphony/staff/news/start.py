"""Starting a release, about an operation or by itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.news import offered, services
from symphony.news.models import Release
from symphony.operations import queries as operations
from symphony.web import times
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

RESULT, EMPTY = "result", "empty"


class StartForm(Form):
    operation = forms.ChoiceField(label="About which operation?", required=False)
    begin_with = forms.ChoiceField(
        label="Which text do you want to begin with?",
        choices=[(RESULT, "The result of the operation"), (EMPTY, "An empty text")],
        widget=Radios(
            hints={
                RESULT: "People arrested, children safeguarded and education visits are chosen as "
                "figures, with a title and a text that you can change."
            }
        ),
        error_messages={"required": "Select which text you want to begin with"},
    )
    title = forms.CharField(
        label="Title (for an empty text)",
        max_length=160,
        required=False,
        help_text="Without numbers: choose them as figures afterwards.",
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any], planned: list[Any]) -> None:
        super().__init__(data, initial=initial)
        operation = self.fields["operation"]
        assert isinstance(operation, forms.ChoiceField)
        operation.choices = [("", "No operation"), *planned]

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("begin_with") == RESULT and not asked.get("operation"):
            self.add_error("operation", "Select the operation whose result you want to tell")
        if asked.get("begin_with") == EMPTY and not asked.get("title"):
            self.add_error("title", "Enter a title")
        return asked


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """Ask what it is about and what it begins with, and start the draft."""
    rows = operations.listing(viewer=request.user)
    planned = [(row.slug, f"{row.codename}, {times.staff_date(row.starts_on)}") for row in rows]
    wanted = request.GET.get("operation", "")
    form = StartForm(
        request.POST or None,
        initial={"operation": wanted, "begin_with": RESULT if wanted else None},
        planned=planned,
    )
    if form.is_valid() and (release := _start(request, form)):
        messages.success(
            request, "Draft started. Next: read it, change its text, and send it for approval."
        )
        return redirect("news:release", slug=release.slug)
    return render(request, "staff/news/start.html", {"form": form})


def _start(request: StaffRequest, form: StartForm) -> Release | None:
    asked, at = form.cleaned_data, now()
    slug = asked["operation"]
    operation = operations.read(slug=slug, viewer=request.user) if slug else None
    text: dict[str, Any] = {"title": asked["title"]}
    if asked["begin_with"] == RESULT and operation:
        figures = offered.result_of(operation, as_at=at)
        text = {"title": offered.TITLE, "body": offered.BODY, "figures": figures}
    try:
        return services.start_release(operation=operation, by=request.user, at=at, **text)
    except DomainError as refusal:
        form.refuse(refusal, "title")
        return None
