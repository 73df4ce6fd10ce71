"""Taking the next referral, one of one's choice, or giving one back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.triage import queries, services
from symphony.web import undo
from symphony.web.requests import StaffRequest


@require_POST
def take_next(request: StaffRequest) -> HttpResponse:
    """Give this person the most urgent referral that nobody holds, and open it."""
    at = now()
    referral = services.take_next(by=request.user, at=at)
    if referral is None:
        messages.info(request, "Nothing is waiting that nobody else is working on.")
        return redirect("referrals:queue")
    _say_who_was_faster(request, expected=request.POST.get("expected", ""), got=referral.reference)
    say_taken(request, referral.reference)
    return redirect("referrals:reading", referral.reference)


def say_taken(request: StaffRequest, reference: str) -> None:
    """Say that a referral is theirs now, for how long, and offer to hand it back."""
    url = reverse("referrals:hand_back", args=[reference])
    words = f"You hold {reference} for the next 30 minutes."
    undo.say(request, words, undo.Undo("Hand back", url))


def _say_who_was_faster(request: StaffRequest, *, expected: str, got: str) -> None:
    """Say why somebody got another referral than the one that stood first on their page."""
    if not expected or expected == got:
        return
    try:
        referral = cases.visible_referral(reference=expected, viewer=request.user)
    except NotFound:
        return
    holder = queries.entry(referral).holder
    if holder and holder != request.user:
        messages.info(request, f"{holder.name} took {expected} a moment ago. This is the next one.")


@require_POST
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """Give this person the referral that they are reading."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    try:
        services.hold(referral=referral, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        say_taken(request, reference)
    return redirect("referrals:reading", reference)


@require_POST
def hand_back(request: StaffRequest, reference: str) -> HttpResponse:
    """Put the referral back into the queue for the next person."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    try:
        services.hand_back(referral=referral, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{reference} is back in the queue.")
    return redirect("referrals:queue")
