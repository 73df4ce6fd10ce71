"""Marking referrals as read, or as new again, for the person who does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.referrals import queries as referrals
from symphony.staff import going_back
from symphony.triage import services
from symphony.web.requests import StaffRequest


@require_POST
def mark_read(request: StaffRequest) -> HttpResponse:
    """Take the word NEW off the ticked referrals."""
    ticked = request.POST.getlist("referral")
    found = referrals.visible(references=ticked, viewer=request.user)
    back = going_back.safe_address(request, request.POST.get("back", "")) or "referrals:queue"
    if not found:
        messages.error(request, "Select a referral to mark as read.")
        return redirect(back)
    at = now()
    for referral in found:
        services.mark_read(referral=referral, by=request.user, at=at)
    words = "1 referral" if len(found) == 1 else f"{len(found)} referrals"
    messages.success(request, f"{words} marked as read.")
    return redirect(back)


@require_POST
def mark_unread(request: StaffRequest, reference: str) -> HttpResponse:
    """Make a referral new again to this person, and go back to the queue."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    services.mark_unread(referral=referral, by=request.user, at=now())
    messages.success(request, f"{reference} is marked as new to you.")
    return redirect("referrals:queue")
