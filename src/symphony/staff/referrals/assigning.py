"""Assigning ticked referrals, or all that match a filter, to an officer; and taking that back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from symphony.accounts.models import User
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.staff.referrals import area, narrowing, rows
from symphony.triage import queries, services
from symphony.web import undo
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

NOTHING_TICKED = "Select a referral to assign."
TOO_MANY = "More than 1,000 referrals match. Filter further, then assign all that match."
# In the session: the batch that was assigned last and what was skipped, for its own page.
LAST = "assigned"


class AssignForm(Form):
    to = forms.ChoiceField(
        label="Who takes them?",
        help_text="Those on shift now stand first",
        error_messages={"required": "Select who takes them"},
    )
    why = forms.CharField(
        label="What must they know? (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, data: Any, *, at: datetime, but: User | None = None) -> None:
        super().__init__(data)
        officers = queries.officers(at=at)
        self.officers = {one.person.staff_number: one.person for one in officers}
        choices: list[Any] = [("", "Select an officer")]
        for words, on_shift in (("On shift now", True), ("Not on shift", False)):
            group = [
                (one.person.staff_number, f"{one.person.name}, {one.person.team}")
                for one in officers
                if one.is_on_shift == on_shift and one.person != but
            ]
            choices += [(words, group)] if group else []
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def receiver(self) -> User:
        """Who was chosen."""
        return self.officers[self.cleaned_data["to"]]


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """List what would be assigned and what skipped, ask to whom, and assign."""
    if request.method == "GET":
        return redirect("referrals:queue")
    _, asked = narrowing.asked_for(request.user, request.POST.get("query", ""))
    back = f"{reverse('referrals:queue')}?{asked.query()}"
    at = now()
    wanted = _wanted(request, asked, at)
    if not wanted:
        messages.error(request, NOTHING_TICKED if wanted is not None else TOO_MANY)
        return redirect(back)
    form = AssignForm(request.POST if "to" in request.POST else None, at=at)
    if form.is_valid() and _assign(request, form, wanted, at):
        return redirect(back)
    found, skipped = queries.assignable(references=wanted, viewer=request.user, at=at)
    clocks = queries.placing_clocks([entry.referral for entry in found], at=at)
    show(request, *(entry.referral.reference for entry in found), *(one for one, _ in skipped))
    context = {
        "form": form,
        "lines": [(entry, rows.place(clocks[entry.referral_id])) for entry in found],
        "now": at,
        "skipped": skipped,
        "wanted": " ".join(wanted),
        "query": asked.query(),
        "back": back,
        "sections": area.lists(request.user, "referrals:queue"),
    }
    return render(request, "staff/referrals/assign.html", context)


def _wanted(request: StaffRequest, asked: narrowing.Narrowed, at: datetime) -> list[str] | None:
    """Return the references ticked, or all that match the filter; None where they are too many."""
    if "all" in request.POST:
        return queries.matching(viewer=request.user, only=asked.filter(at=at))
    return request.POST.get("wanted", "").split() or request.POST.getlist("referral")


def _assign(request: StaffRequest, form: AssignForm, wanted: list[str], at: datetime) -> bool:
    """Assign, and say what was given and what skipped; on the form where it could not be."""
    try:
        done = services.assign(
            references=wanted,
            to=form.receiver,
            by=request.user,
            at=at,
            why=form.cleaned_data["why"],
        )
    except DomainError as refusal:
        form.refuse(refusal, field="to")
        return False
    if done.batch is None:
        form.refuse(f"Nothing can be assigned to {form.receiver.name}: all are skipped", "to")
        return False
    request.session[LAST] = {"batch": str(done.batch), "skipped": done.skipped}
    skipped = f", {len(done.skipped):,} skipped" if done.skipped else ""
    undo.say(
        request,
        f"{len(done.given):,} assigned to {form.receiver.name}{skipped}.",
        undo.Undo(
            "Undo",
            reverse("referrals:take_back"),
            link=reverse("referrals:assigned"),
            link_words="Show",
        ),
    )
    return True


def _last(request: StaffRequest) -> tuple[UUID, list[tuple[str, str]]]:
    last = request.session.get(LAST)
    if not last:
        raise NotFound("You have assigned nothing since you signed in.")
    return UUID(last["batch"]), [(one, why) for one, why in last["skipped"]]


@require_GET
def assigned(request: StaffRequest) -> HttpResponse:
    """Show what this person assigned last: what was given, and what was skipped and why."""
    try:
        batch, skipped = _last(request)
    except NotFound:
        return redirect("referrals:queue")
    given = queries.assignments(batch=batch, by=request.user)
    show(request, *(one.referral.reference for one in given), *(one for one, _ in skipped))
    context = {
        "given": given,
        "skipped": skipped,
        "may_undo": any(one.undone_at is None for one in given),
        "sections": area.lists(request.user, "referrals:queue"),
    }
    return render(request, "staff/referrals/assigned.html", context)


@require_POST
def take_back(request: StaffRequest) -> HttpResponse:
    """Undo what this person assigned last."""
    batch, _ = _last(request)
    try:
        undone = services.take_back(batch=batch, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        left = len(queries.assignments(batch=batch, by=request.user)) - len(undone)
        kept = f" {left:,} moved on meanwhile and stay as they are." if left else ""
        words = "1 assignment is" if len(undone) == 1 else f"{len(undone):,} assignments are"
        messages.success(request, f"{words} taken back.{kept}")
    return redirect("referrals:queue")
