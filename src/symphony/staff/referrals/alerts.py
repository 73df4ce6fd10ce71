"""The line of an immediate-harm alert on every page, and acknowledging it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.core.errors import NotFound
from symphony.triage import queries, services
from symphony.triage.models import Alert
from symphony.triage.services import AlreadyAcknowledged
from symphony.web import times
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.shell import AlertLine

WORDS = "Symphony-Alert"


@require_POST
def acknowledge(request: StaffRequest, reference: str) -> HttpResponse:
    """Record who acknowledged the alert that the page showed, and open what it is about.

    Another one, raised since, is not acknowledged: nobody has read why. It is shown.
    """
    if queries.alert_about(reference) is None:
        raise NotFound("There is no such alert.")
    shown = _shown(request, reference)
    if shown is None:
        messages.info(request, "Nothing was acknowledged yet. Read the alert first.")
        return redirect("referrals:alert", reference)
    try:
        services.acknowledge_alert(alert=shown, by=request.user, at=now())
    except AlreadyAcknowledged:
        return _acknowledged_before(request, reference)
    messages.success(request, f"You acknowledged the alert about {reference}. Deal with it now.")
    return redirect(_address_of(shown))


def _shown(request: StaffRequest, reference: str) -> Alert | None:
    """Return the alert that the page with the button showed."""
    try:
        key = UUID(request.POST.get("alert", ""))
    except ValueError:
        return None
    return queries.alert_about(reference, key=key)


def _acknowledged_before(request: StaffRequest, reference: str) -> HttpResponse:
    """Say who was first and when, and lead to the alert that waits by now, if one does."""
    shown, waits = _shown(request, reference), queries.alert_about(reference)
    assert shown and waits, "they were found before, and alerts stay"
    words = acknowledged(shown)
    if waits.acknowledged_at is None:
        messages.warning(request, f"{words} Another one waits: read why. You acknowledged nothing.")
        return redirect("referrals:alert", reference)
    messages.info(request, words)
    return redirect(_address_of(shown))


def acknowledged(alert: Alert) -> str:
    """Return who acknowledged an alert, and when, as a sentence."""
    assert alert.acknowledged_by and alert.acknowledged_at, "somebody acknowledged it"
    who, when = alert.acknowledged_by.name, times.staff_time(alert.acknowledged_at)
    return f"{who} acknowledged the alert about {reference_of(alert)}, {when}."


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
    url, step = _address_of(turn.alert), ""
    if turn.is_for_control_room:
        words += " Call the control room, and record the call."
        url, step = reverse("referrals:alert", args=[reference]), "call"
    elif turn.asked_at:
        words += f" You were asked {times.staff_time(turn.asked_at)}."
        step = "asked"
    return AlertLine(
        reference=reference,
        url=url,
        words=words + more,
        key=str(turn.alert.pk),
        state=f"{turn.alert.pk}.{turn.count}.{step}",
        acknowledge_url=reverse("referrals:acknowledge", args=[reference]),
    )


@require_GET
def line_by_itself(request: StaffRequest) -> HttpResponse:
    """Answer the script of a page that is open already, with the line that it does not show yet.

    Where it shows it, only the words come, in a header: nothing is shown that was not, so no look
    is recorded. Neither are messages read, so the session does not last longer for being asked.
    """
    state = request.GET.get("state", "")
    found = line(request.user) or _line_of_acknowledged(state)
    if found is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if found.state and found.state == state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={WORDS: found.words})
    show(request, found.reference)
    # Without the frame of a page, whose menu would count everybody's work each time.
    context = {"alert_line": found, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string("staff/_alert_line.html", context))


def _line_of_acknowledged(state: str) -> AlertLine | None:
    """Return who acknowledged the alert that a page still shows, or None."""
    try:
        alert = queries.acknowledged_alert(UUID(state.partition(".")[0]))
    except ValueError:
        return None
    if alert is None:
        return None
    assert alert.acknowledged_by and alert.acknowledged_at, "somebody acknowledged it"
    who, when = alert.acknowledged_by.name, times.staff_time(alert.acknowledged_at)
    words = f"{who} acknowledged it, {when}."
    return AlertLine(reference=reference_of(alert), url=_address_of(alert), words=words)
