"""Marking referrals as read, or as new again, for the person who does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.referrals import queries as referrals
from symphony.staff import going_back
from symphony.triage import services
from symphony.web import undo
from symphony.web.requests import StaffRequest

MARKS = {"read": services.mark_read, "new": services.mark_unread}


@require_POST
def mark_read(request: StaffRequest) -> HttpResponse:
    """Take the word NEW off the ticked referrals."""
    return _mark(request, "read", other="referrals:mark_new")


@require_POST
def mark_new(request: StaffRequest) -> HttpResponse:
    """Put the word NEW on the ticked referrals again."""
    return _mark(request, "new", other="referrals:mark_read")


def _mark(request: StaffRequest, how: str, *, other: str) -> HttpResponse:
    """Mark what was ticked, and offer the opposite.

    :param other: the address that undoes it
    """
    ticked = request.POST.getlist("referral")
    found = referrals.visible(references=ticked, viewer=request.user)
    back = going_back.safe_address(request, request.POST.get("back", "")) or "referrals:queue"
    if not found:
        messages.error(request, f"Select a referral to mark as {how}.")
        return redirect(back)
    at = now()
    for referral in found:
        MARKS[how](referral=referral, by=request.user, at=at)
    words = "1 referral" if len(found) == 1 else f"{len(found)} referrals"
    fields = {"referral": [one.reference for one in found], "back": [back]}
    undo.say(request, f"{words} marked as {how}.", undo.Undo("Undo", reverse(other), fields))
    return redirect(back)


@require_POST
def mark_unread(request: StaffRequest, reference: str) -> HttpResponse:
    """Make a referral new again to this person, and go back to the queue."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    services.mark_unread(referral=referral, by=request.user, at=now())
    messages.success(request, f"{reference} is marked as new to you.")
    return redirect("referrals:queue")
