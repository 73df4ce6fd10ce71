"""Editing the list: a term, or the whole of it. What it would mark is shown before it is saved."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.staff.oversight import area
from symphony.staff.oversight.words.listing import KINDS
from symphony.triage import alarm, queries, services
from symphony.triage.alarm import editing
from symphony.triage.alarm.editing import Row
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.uploads import takes_text_file


class TermForm(Form):
    term = forms.CharField(
        label="Term",
        max_length=200,
        help_text="Words in their order. a|b is one or the other, word* is any word that begins so,"
        " ... is up to six words between.",
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"required": "Enter the term"},
    )
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=list(KINDS.items()),
        widget=Radios(inline=True),
        error_messages={"required": "Select what it is about"},
    )
    why = forms.CharField(
        label="Why does it alert?",
        max_length=100,
        help_text="It stands beside the reference, in place of the report’s own words.",
        error_messages={"required": "Enter why it alerts"},
    )
    example = forms.CharField(
        label="A sentence that must alert",
        max_length=500,
        error_messages={"required": "Enter a sentence that must alert"},
    )
    false_alarm = forms.CharField(
        label="A sentence near to it that must not alert",
        max_length=500,
        error_messages={"required": "Enter a sentence that must not alert"},
    )


class WholeForm(Form):
    file = forms.FileField(
        label="The list as a CSV file",
        required=False,
        allow_empty_file=True,
        help_text="Its first line: term, kind, why, example, false_alarm. At most 1 MB.",
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        widget=forms.Textarea(attrs={"rows": "20", "spellcheck": "false", "wrap": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Take the text of the file where there is one."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file = said.get("file")
        if isinstance(file, UploadedFile):
            try:
                said["text"] = _lines(file.read().decode("utf-8-sig"))
            except UnicodeDecodeError:
                self.refuse("The file must be text in UTF-8: export it again", field="file")
        elif not said.get("text"):
            self.refuse("Select a file, or enter the text of the list", field="file")
        return said


class SaveForm(Form):
    note = forms.CharField(
        label="Why is the list changed?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter why the list is changed"},
    )


@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Take a new term, and show what the list would mark with it."""
    form = TermForm(request.POST if request.method == "POST" else None)
    rows = editing.rows_of(queries.words_in_use()[0])
    if form.is_valid() and (page := _tried(request, form, [*rows, Row(**form.cleaned_data)])):
        return page
    return _term_page(request, form, "Add a term")


@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, number: int) -> HttpResponse:
    """Take one term otherwise, and show what the list would mark with it."""
    rows = editing.rows_of(queries.words_in_use()[0])
    old = _row(rows, number)
    form = TermForm(request.POST if request.method == "POST" else None, initial=vars(old))
    if form.is_valid() and _is_still_there(request, form, old):
        rows[number - 1] = replace(old, **form.cleaned_data)
        if page := _tried(request, form, rows):
            return page
    return _term_page(request, form, "Change a term", of=request.POST.get("of") or old.term)


@require_http_methods(["GET", "POST"])
def remove(request: StaffRequest, number: int) -> HttpResponse:
    """Show what the list would mark without a term."""
    rows = editing.rows_of(queries.words_in_use()[0])
    old = _row(rows, number)
    if request.method == "GET":
        return redirect("oversight:words_term", number)
    form = TermForm(vars(old))
    if _is_still_there(request, form, old):
        rest = [row for row in rows if row != old]
        if page := _tried(request, form, rest):
            return page
    return _term_page(request, form, "Change a term", of=old.term)


@takes_text_file
@require_http_methods(["GET", "POST"])
def whole(request: StaffRequest) -> HttpResponse:
    """Take the whole list, as a file or as text, and show what it would mark."""
    text = queries.words_in_use()[0]
    form = WholeForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"text": text},
    )
    if form.is_valid():
        text = _lines(form.cleaned_data["text"]).strip("\n") + "\n"
        try:
            return _preview(request, text, SaveForm(None))
        except alarm.BadWordList as fault:
            form.refuse(fault, "text")
    return _whole_page(request, form)


@require_http_methods(["GET", "POST"])
def save(request: StaffRequest) -> HttpResponse:
    """Put the list in use that was shown."""
    if request.method == "GET":
        return redirect("oversight:words")
    text, form = _lines(request.POST.get("text", "")), SaveForm(request.POST)
    try:
        if form.is_valid():
            services.save_words(
                text,
                note=form.cleaned_data["note"],
                begun_from=request.POST.get("begun_from", ""),
                by=request.user,
                at=now(),
            )
            messages.success(request, "The list is saved. It is used for what comes in from now.")
            return redirect("oversight:words")
    except DomainError as refusal:
        form.refuse(refusal)
    except alarm.BadWordList:
        pass
    try:
        return _preview(request, text, form)
    except alarm.BadWordList as fault:
        broken = WholeForm({"text": text})
        broken.refuse(fault, "text")
        return _whole_page(request, broken)


def _tried(request: StaffRequest, form: Form, rows: list[Row]) -> HttpResponse | None:
    try:
        return _preview(request, editing.text_of(rows), SaveForm(None))
    except alarm.BadWordList as fault:
        form.refuse(fault)
        return None


def _preview(request: StaffRequest, text: str, form: SaveForm) -> HttpResponse:
    """Show what differs from the list in use, and what would be marked; nothing is kept so far.

    :raises alarm.BadWordList: if the list cannot be meant
    """
    trial = services.try_words(text, by=request.user)
    current, _ = queries.words_in_use()
    show(request, *(row.reference for row in trial.rows))
    context = {
        "form": form,
        "text": text,
        "begun_from": alarm.digest_of(current),
        "differences": editing.differences(current, text),
        "tried": trial.as_dict(),
        "tried_rows": trial.rows,
        "sections": area.pages(request.user, "oversight:words"),
    }
    return render(request, "staff/oversight/words/preview.html", context)


def _row(rows: list[Row], number: int) -> Row:
    if not 1 <= number <= len(rows):
        raise NotFound("The list has no such term.")
    return rows[number - 1]


def _is_still_there(request: StaffRequest, form: Form, row: Row) -> bool:
    """Say whether the number means the term that the person saw, and refuse it if not."""
    if request.POST.get("of", row.term) == row.term:
        return True
    form.refuse(
        "Somebody saved another list meanwhile. Go back to the list and open the term again; what"
        " you typed stands below"
    )
    return False


def _term_page(request: StaffRequest, form: Form, act: str, *, of: str = "") -> HttpResponse:
    context = {"form": form, "act": act, "of": of}
    context["sections"] = area.pages(request.user, "oversight:words")
    return render(request, "staff/oversight/words/term.html", context)


def _whole_page(request: StaffRequest, form: Form) -> HttpResponse:
    context = {"form": form, "sections": area.pages(request.user, "oversight:words")}
    return render(request, "staff/oversight/words/whole.html", context)


def _lines(text: str) -> str:
    """Return a text with the line ends that files have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
