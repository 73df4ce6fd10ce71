"""Every clock of a referral: how it stands, and the pause of those that may be paused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from symphony.triage import queries, services
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
    ClockKind.CHILD_FIRST: "The first step for a child whom the report names, apart from the visit:"
    " what pauses the responses does not pause it.",
    ClockKind.PROVIDER_DATA: "Until then a provider is taken to keep what tells whose an address"
    " was. What is lost soonest counts. It is an assumption, and cannot be paused.",
}


class PauseForm(Form):
    stops = forms.ChoiceField(
        label="Which clock?",
        widget=Radios(
            hints={
                ClockPause.Stops.RESPONSES.value: "From receipt and from grading, together.",
                ClockPause.Stops.CHILD_FIRST.value: "Only if nothing at all can be done for the"
                " child until then.",
            }
        ),
        error_messages={"required": "Select which clock is paused"},
    )
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

    def __init__(self, data: Any, *, stops: list[ClockPause.Stops]) -> None:
        super().__init__(data, initial={"stops": stops[0] if len(stops) == 1 else None})
        field = self.fields["stops"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in stops]


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
    paused = _paused(found)
    context = record.frame(referral, viewer=request.user, page="referrals:clocks") | {
        "lines": [Line(clock, clock.kind.label, MEANS[clock.kind]) for clock in found],
        "pauses": queries.pauses_of(referral),
        "may_pause": may_pause and bool(_can_be_paused(found, at)),
        "may_resume": paused if may_pause else [],
        "now": at,
    }
    show(request, reference)
    return render(request, "staff/referrals/clocks.html", context)


@require_http_methods(["GET", "POST"])
def pause(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask which and why, and stop the response clocks or the child's."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    stops = _can_be_paused(queries.clocks_of(referral, at=now(), done=_done(referral)), now())
    data = request.POST if request.method == "POST" else None
    # What a colleague paused or met meanwhile is said by the service, in its words.
    form = PauseForm(data, stops=stops if data is None else list(ClockPause.Stops))
    if form.is_valid():
        chosen = ClockPause.Stops(form.cleaned_data["stops"])
        try:
            services.pause_clocks(
                referral=referral,
                stops=chosen,
                reason=ClockPause.Reason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                by=request.user,
                at=now(),
                done=_done(referral),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{chosen.label} of {reference} paused.")
            return redirect("referrals:clocks", reference)
    show(request, reference)
    frame = record.frame(referral, viewer=request.user, page="referrals:clocks")
    return render(request, "staff/referrals/pause.html", frame | {"form": form})


@require_POST
def resume(request: StaffRequest, reference: str) -> HttpResponse:
    """Let paused clocks go on."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    said = request.POST.get("stops", "")
    stops = ClockPause.Stops(said) if said in ClockPause.Stops else ClockPause.Stops.RESPONSES
    try:
        services.resume_clocks(referral=referral, stops=stops, by=request.user, at=now())
    except DomainError as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"{stops.label} of {reference}: resumed.")
    return redirect("referrals:clocks", reference)


def _done(referral: Referral) -> Done:
    return responses.done_by([referral.pk]).get(referral.pk, queries.NOT_DONE)


def _paused(found: list[Clock]) -> list[ClockPause.Stops]:
    return [
        stops
        for stops, kinds in services.STOPPED.items()
        if any(clock.paused_at and clock.kind in kinds for clock in found)
    ]


def _can_be_paused(found: list[Clock], at: datetime) -> list[ClockPause.Stops]:
    return [
        stops
        for stops, kinds in services.STOPPED.items()
        if stops not in _paused(found)
        and any(c.kind in kinds and c.met_at is None and c.due_at > at for c in found)
    ]
