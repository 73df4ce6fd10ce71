"""Whose turn an alert is: which are open, whom each went to, and whether the notices went out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.triage.models import Alert, AlertStep, ClockNotice, ControlRoomCall
from symphony.triage.queries.alerting import is_harm

Kind = AlertStep.Kind


@dataclass(frozen=True)
class AlertTurn:
    """The oldest alert that a person has to answer now, and how many there are."""

    alert: Alert
    count: int
    # When this person was asked by name; None where everybody who answers alerts sees it.
    asked_at: datetime | None
    is_for_control_room: bool


def open_harm() -> QuerySet[Alert]:
    """Return the alerts of immediate harm that nobody has acknowledged, oldest first.

    That a referral could not be graded is an alert, too, but no immediate harm: it stands in the
    queue, and nobody is woken.
    """
    return Alert.objects.filter(is_harm(), acknowledged_at=None).order_by("raised_at", "id")


def alerts_to_escalate() -> list[UUID]:
    """Return which alerts of immediate harm still need somebody."""
    return list(open_harm().values_list("pk", flat=True))


def alert_in_turn(*, viewer: User) -> AlertTurn | None:
    """Return the alert that stands on every page of this person, or None.

    It shows to those who were asked, and goes on showing to them when the next one is asked. It
    shows to everybody who answers alerts while nobody was asked yet, as when the worker stands
    still, and again from the moment that every supervisor or the control room is asked.
    """
    if not viewer.may(Permission.ACKNOWLEDGE_ALERTS):
        return None
    steps = AlertStep.objects.filter(alert=OuterRef("pk"))
    for_everybody = ~Exists(steps) | Exists(steps.exclude(kind=Kind.ON_CALL))
    own = steps.filter(person=viewer)
    found = open_harm().filter(for_everybody | Exists(own))
    oldest: Any = (
        found.select_related("referral", "quarantined")
        .annotate(
            viewer_asked_at=Subquery(own.values("asked_at")[:1]),
            calls_control_room=Exists(steps.filter(kind=Kind.CONTROL_ROOM)),
        )
        .first()
    )
    if oldest is None:
        return None
    return AlertTurn(
        alert=oldest,
        count=found.count(),
        asked_at=oldest.viewer_asked_at,
        is_for_control_room=oldest.calls_control_room,
    )


def steps_of(alert: Alert) -> list[AlertStep]:
    """Return whom an alert went to, in the order in which they were asked."""
    steps = AlertStep.objects.filter(alert=alert).select_related("person")
    return list(steps.order_by("level", "asked_at", "id"))


def calls_of(alert: Alert) -> list[ControlRoomCall]:
    """Return the calls to the control room about an alert, in the order of their recording."""
    calls = ControlRoomCall.objects.filter(alert=alert).select_related("recorded_by")
    return list(calls.order_by("recorded_at", "id"))


def notices_to_send() -> list[UUID]:
    """Return the steps whose e-mail has still to be sent, oldest first."""
    waiting = AlertStep.objects.filter(notice=AlertStep.Notice.WAITING)
    return list(waiting.order_by("asked_at", "id").values_list("pk", flat=True))


def clock_notices_to_send() -> list[UUID]:
    """Return the e-mails about clocks that ran out which have still to be sent, oldest first."""
    waiting = ClockNotice.objects.filter(notice=ClockNotice.State.WAITING)
    return list(waiting.order_by("made_at", "id").values_list("pk", flat=True))


def newest_notice_failed() -> AlertStep | ClockNotice | None:
    """Return the newest e-mail if it could not be sent, or None; names nobody."""
    tried = [
        kind._default_manager.exclude(notice_at=None).order_by("-notice_at", "-id").first()
        for kind in (AlertStep, ClockNotice)
    ]
    newest = max(
        (one for one in tried if one and one.notice_at),
        key=lambda one: one.notice_at.timestamp() if one.notice_at else 0,
        default=None,
    )
    return newest if newest and newest.notice_fault else None
