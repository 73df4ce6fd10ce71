"""The list in use, a box to try a sentence in, and the list as a file."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.accounts.permissions import Permission
from symphony.staff.oversight import area
from symphony.triage import alarm, queries
from symphony.triage.alarm import editing
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

KINDS = {
    alarm.Kind.THREAT.value: "Threat",
    alarm.Kind.MEETING.value: "Meeting",
    alarm.Kind.SELF_HARM.value: "Self-harm",
}
EARLIER_SHOWN = 20


class SentenceForm(Form):
    sentence = forms.CharField(
        label="Sentence",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3", "spellcheck": "false"}),
        help_text="It is neither kept nor logged.",
        error_messages={"required": "Enter a sentence to try"},
    )


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the list in use."""
    return _page(request, SentenceForm(None))


@require_http_methods(["GET", "POST"])
def sentence(request: StaffRequest) -> HttpResponse:
    """Show which terms find what in a sentence; it is sent, so that no address carries it."""
    if request.method == "GET":
        return redirect("oversight:words")
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    found = alarm.find(form.cleaned_data["sentence"], alarm.in_use().terms)
    return _page(request, form, found=found, is_tried=True)


@require_GET
def export(request: StaffRequest) -> HttpResponse:
    """Give the list in use as the file that can be brought in again."""
    text, _ = queries.words_in_use()
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="alert-words.csv"'
    return answer


def rows(text: str) -> list[dict[str, Any]]:
    """Return the terms of a list as a page shows them, with the number that an edit names."""
    return [
        {"number": number, "row": row, "kind": KINDS.get(row.kind, row.kind)}
        for number, row in enumerate(editing.rows_of(text), start=1)
    ]


def _page(
    request: StaffRequest,
    form: SentenceForm,
    *,
    found: list[alarm.Match] | None = None,
    is_tried: bool = False,
) -> HttpResponse:
    text, saved = queries.words_in_use()
    using = alarm.in_use()
    lists = queries.word_lists()
    context = {
        "form": form,
        "found": found or [],
        "is_tried": is_tried,
        "rows": rows(text),
        "saved": saved,
        "fault": using.fault,
        "lists": lists[:EARLIER_SHOWN],
        "more_lists": max(0, len(lists) - EARLIER_SHOWN),
        "may_edit": request.user.may(Permission.EDIT_ALERT_WORDS),
        "sections": area.pages(request.user, "oversight:words"),
    }
    return render(request, "staff/oversight/words/list.html", context)
