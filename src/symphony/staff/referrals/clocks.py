"""Every clock of a referral: how it stands, and the pause of those that may be paused."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.figures import responses
from symphony.referrals.models import Referral
from symphony.staff.referrals import record
from symphony.triage import clocks, queries, services
from symphony.triage.clocks import Clock, Done
from symphony.triage.models import ClockKind, ClockPause
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MEANS = {
    ClockKind.GRADE: "A band has to be given by hand: the rules could not run.",
    ClockKind.FROM_RECEIPT: "The first visit, or a decision that needs none, counted from when the"
    " report came.",
    ClockKind.FROM_GRADING: "The same, counted from when its band was first given.",
    ClockKind.CHILD_FIRST: "The first step for a child whom the report names. It is never paused.",
    ClockKind.PROVIDER_DATA: "Until then a provider is taken to keep what tells whose an address"
    " was. What is lost soonest counts.",
}


class PauseForm(Form):
    reason = forms.ChoiceField(
        label="What is it waiting for?",
        choices=ClockPause.Reason.choices,
        widget=Radios,
        error_messages={"required": "Select what it is waiting for"},
    )
    words = forms.CharField(
        label="Why can nothing be done until then?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter why the clocks are paused"},
    )


@dataclass(frozen=True)
class Line:
    """One clock as it is shown."""

    clock: Clock
    name: str
    means: str


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the clocks, and every pause there was."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    at = now()
    found = queries.clocks_of(referral, at=at, done=_done(referral))
    may_pause = request.user.may(Permission.PAUSE_CLOCKS)
    is_paused = any(clock.paused_at for clock in found)
    context = record.frame(referral, viewer=request.user, page="referrals:clocks") | {
        "lines": [Line(clock, clock.kind.label, MEANS[clock.kind]) for clock in found],
        "pauses": queries.pauses_of(referral),
        "is_paused": is_paused,
        "may_pause": may_pause and not is_paused and _can_be_paused(found, at),
        "may_resume": may_pause and is_paused,
        "now": at,
    }
    show(request, reference)
    return render(request, "staff/referrals/clocks.html", context)


@require_http_methods(["GET", "POST"])
def pause(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask why, and stop the response clocks."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.pause_clocks(
                referral=referral,
                reason=ClockPause.Reason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                by=request.user,
                at=now(),
                done=_done(referral),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"The response clocks of {reference} are paused.")
            return redirect("referrals:clocks", reference)
    show(request, reference)
    frame = record.frame(referral, viewer=request.user, page="referrals:clocks")
    return render(request, "staff/referrals/pause.html", frame | {"form": form})


@require_POST
def resume(request: StaffRequest, reference: str) -> HttpResponse:
    """Let the response clocks go on."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    try:
        services.resume_clocks(referral=referral, by=request.user, at=now())
    except DomainError as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"The response clocks of {reference} go on.")
    return redirect("referrals:clocks", reference)


def _done(referral: Referral) -> Done:
    return responses.done_by([referral.pk]).get(referral.pk, queries.NOT_DONE)


def _can_be_paused(found: list[Clock], at: datetime) -> bool:
    return any(
        clock.kind in clocks.CAN_BE_PAUSED and clock.met_at is None and clock.due_at > at
        for clock in found
    )
