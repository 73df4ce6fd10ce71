"""What the team and a report's sender wrote to each other, and writing to the sender."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.accounts import queries as accounts
from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.cases import services
from symphony.cases.tip_off import Finding
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.letterbox import queries as letterbox
from symphony.letterbox.rules import MESSAGE_LIMIT
from symphony.letterbox.services import mark_answers_read
from symphony.referrals.models import Referral
from symphony.staff.referrals import record
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

WARNING = "The sender may be the person involved."
ALL_THE_SAME = "all-the-same"


class MessageForm(Form):
    text = forms.CharField(
        label="Your message",
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea,
        help_text="They read it when they come back with their six words: nothing tells them"
        " that it is there. Say nothing of what police do or know.",
        error_messages={"required": "Enter your message"},
    )


class LookAgainForm(MessageForm):
    why_safe = forms.CharField(
        label="Why does it reveal nothing?",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only to send it all the same. It is kept with the message.",
    )
    # Which findings were shown: a changed message is looked through anew.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Entry:
    """One message of the conversation."""

    title: str
    at: datetime
    words: str
    by: str = ""


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the conversation, and note that what the sender wrote was opened."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    lines = letterbox.conversation_of(reference=reference)
    mark_answers_read(reference=reference, by=request.user.staff_number, at=now())
    return _page(request, referral, "messages", lines=lines, form=MessageForm())


@require_http_methods(["GET", "POST"])
def send(request: StaffRequest, reference: str) -> HttpResponse:
    """Look through a message, and send it or show what in it may reveal something."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    if request.method == "GET":
        return redirect("referrals:messages", reference)
    looked_again = "seen" in request.POST
    form = (LookAgainForm if looked_again else MessageForm)(request.POST)
    if not form.is_valid():
        return _again(request, referral, form, looked_again)
    try:
        services.message_reporter(
            referral=referral,
            text=form.cleaned_data["text"],
            why_safe=_why_safe(request, referral, form),
            by=request.user,
            at=now(),
        )
    except services.RevealsSomething as refusal:
        return _look_again(request, referral, form, refusal.findings)
    except DomainError as refusal:
        form.refuse(refusal, "text")
        return _again(request, referral, form, looked_again)
    messages.success(request, f"Your message waits for the sender of {reference}.")
    return redirect("referrals:messages", reference)


def _why_safe(request: StaffRequest, referral: Referral, form: Form) -> str:
    """Return why it may be sent all the same, if that is what the officer answered to now."""
    if request.POST.get("act") != ALL_THE_SAME:
        return ""
    found = services.look_through(referral=referral, text=form.cleaned_data["text"])
    said = form.cleaned_data.get("why_safe", "")
    return said if form.cleaned_data.get("seen") == _mark_of(found) else ""


def _mark_of(findings: list[Finding] | tuple[Finding, ...]) -> str:
    """Return a mark that is another one where other things were found."""
    said = "\n".join(f"{finding.words}\t{finding.why}" for finding in findings)
    return hashlib.sha256(said.encode()).hexdigest()


def _look_again(
    request: StaffRequest, referral: Referral, form: Form, findings: tuple[Finding, ...]
) -> HttpResponse:
    """Show each finding with its reason beside the message, which can be changed or explained."""
    mark = _mark_of(findings)
    again = LookAgainForm(initial={**form.cleaned_data, "seen": mark})
    if request.POST.get("act") == ALL_THE_SAME:
        again = LookAgainForm({**request.POST.dict(), "seen": mark})
        if form.cleaned_data.get("seen") != mark:
            again.refuse("Your message has changed. Look at what was found now.", "text")
        else:
            again.refuse("Enter why it reveals nothing", "why_safe")
    return _page(request, referral, "look_again", form=again, findings=findings)


def _again(
    request: StaffRequest, referral: Referral, form: Form, looked_again: bool
) -> HttpResponse:
    """Show the form with its errors, and everything that was typed."""
    if looked_again:
        return _page(request, referral, "look_again", form=form, findings=())
    lines = letterbox.conversation_of(reference=referral.reference)
    return _page(request, referral, "messages", lines=lines, form=form)


def _page(request: StaffRequest, referral: Referral, name: str, **more: Any) -> HttpResponse:
    frame = record.frame(referral, viewer=request.user, page="referrals:messages")
    show(request, referral.reference)
    lines = more.pop("lines", [])
    context = frame | {
        "entries": _entries(lines),
        "can_be_reached": letterbox.can_be_reached(referral.reference),
        "may_write": request.user.may(Permission.WRITE_TO_REPORTERS),
        "warning": WARNING,
        **more,
    }
    return render(request, f"staff/referrals/{name}.html", context)


def _entries(lines: list[letterbox.Line]) -> list[Entry]:
    """Return the conversation with the names of those who wrote and read."""
    people = {who for line in lines for who in (line.written_by, line.read_by) if who}
    names = accounts.names(people)
    return [_of_team(line, names) if line.from_team else _of_sender(line, names) for line in lines]


def _of_team(line: letterbox.Line, names: dict[str, str]) -> Entry:
    why = f"\n\nThe check found something. Sent all the same: {line.why_safe}"
    return Entry(
        title="To the sender",
        at=line.written_at,
        words=line.text + (why if line.why_safe else ""),
        by=names.get(line.written_by, line.written_by),
    )


def _of_sender(line: letterbox.Line, names: dict[str, str]) -> Entry:
    said = []
    if line.danger_now:
        said.append("A child is in danger now.")
    if line.stops_contact:
        said.append("Asks us not to use the contact details any more.")
    if line.text:
        said.append(line.text)
    read = f", first opened by {names.get(line.read_by, line.read_by)}" if line.read_by else ", new"
    return Entry(title=f"From the sender{read}", at=line.written_at, words="\n".join(said))
