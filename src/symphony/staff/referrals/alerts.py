"""Acknowledging an immediate-harm alert: saying that one has seen it and deals with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.triage import queries, services
from symphony.triage.models import Alert
from symphony.web import times
from symphony.web.requests import StaffRequest
from symphony.web.shell import AlertLine


@require_POST
def acknowledge(request: StaffRequest, reference: str) -> HttpResponse:
    """Record who acknowledged, and open what it is about."""
    found = queries.alert_about(reference)
    if found is None:
        raise NotFound("There is no such alert.")
    try:
        services.acknowledge_alert(alert=found, by=request.user, at=now())
    except DomainError as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(
            request, f"You acknowledged the alert about {reference_of(found)}. Deal with it now."
        )
    return redirect(_address_of(found))


def nobody_on_call(viewer: User) -> bool:
    """Say, to those who answer alerts, whether nobody is on call at this moment."""
    return viewer.may(Permission.ACKNOWLEDGE_ALERTS) and not accounts.on_call(
        at=now(), team=accounts.intake_team()
    )


def reference_of(alert: Alert) -> str:
    """Return the reference of the referral or quarantined item that the alert is about."""
    concerned = alert.referral or alert.quarantined
    assert concerned is not None, "triage_alert_about_one_thing"
    return concerned.reference


def _address_of(alert: Alert) -> str:
    page = "referrals:reading" if alert.referral_id else "referrals:quarantined"
    return reverse(page, args=[reference_of(alert)])


def line(user: User) -> AlertLine | None:
    """Return the oldest alert that waits for this person, for the line on every page."""
    if (turn := queries.alert_in_turn(viewer=user)) is None:
        return None
    reference, waited = reference_of(turn.alert), times.span(now() - turn.alert.raised_at)
    more = {1: "", 2: " 1 more alert waits."}.get(
        turn.count, f" {turn.count - 1} more alerts wait."
    )
    words = f"has waited {waited}. No one has acknowledged it."
    url = _address_of(turn.alert)
    if turn.is_for_control_room:
        words += " Call the control room, and record the call."
        url = reverse("referrals:alert", args=[reference])
    elif turn.asked_at:
        words += f" You were asked {times.staff_time(turn.asked_at)}."
    return AlertLine(
        reference=reference,
        url=url,
        words=words + more,
        acknowledge_url=reverse("referrals:acknowledge", args=[reference]),
    )
