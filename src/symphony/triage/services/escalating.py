"""An alert that nobody acknowledges goes on to the next person, and at last to the control room.

The first on call has a set time to acknowledge it, then the next one, then every supervisor, then
somebody has to call the control room and record it. One call takes one step for each alert that
is due for one; asked again at once it takes none, and a step that was begun when the worker was
killed is taken whole by the next one or not at all.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import Permission, Role
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.triage import queries, rules
from symphony.triage.models import Alert, AlertStep, ControlRoomCall

BY = "system:worker"
Kind, Notice = AlertStep.Kind, AlertStep.Notice


class CallNotTold(DomainError):
    """The record of a call does not say whom, when or what."""


def escalate_alerts(*, at: datetime) -> int:
    """Ask the next person about each alert whose time is up; return how many people were asked."""
    return sum(_escalate(key, at=at) for key in queries.alerts_to_escalate())


@transaction.atomic
def _escalate(key: UUID, *, at: datetime) -> int:
    # Whoever acknowledges it at this moment, or another worker, holds the row: both come first.
    alert = (
        Alert.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("referral__team", "quarantined")
        .filter(pk=key, acknowledged_at=None)
        .first()
    )
    if alert is None:
        return 0
    made = _next_steps(alert, at=at)
    if made:
        AlertStep.objects.bulk_create(made)
        audit.record(
            what="triage.alert_escalated",
            about=[_reference(alert), *(s.person.staff_number for s in made if s.person)],
            by=BY,
            at=at,
            level=made[0].level,
            to=made[0].kind,
        )
        work_waits("notices")
    return len(made)


def _next_steps(alert: Alert, *, at: datetime) -> list[AlertStep]:
    before = queries.steps_of(alert)
    last = before[-1] if before else None
    if last and (last.answer_by is None or last.answer_by > at):
        return []
    level = last.level + 1 if last else 1
    asked = {step.person_id for step in before}
    if last is None or last.kind == Kind.ON_CALL:
        team = alert.referral.team if alert.referral else accounts.intake_team()
        for one in accounts.on_call(at=at, team=team):
            if one.person.pk not in asked:
                why = f"On call, place {one.order}"
                return [_step(alert, level, Kind.ON_CALL, one.person, why, at=at)]
        why = "Nobody on call has answered" if last else "Nobody is on call"
        if supervisors := [user for user in _supervisors() if user.pk not in asked]:
            return [_step(alert, level, Kind.SUPERVISORS, user, why, at=at) for user in supervisors]
    why = "No supervisor has answered" if last else "Nobody is on call, and there is no supervisor"
    return [_step(alert, level, Kind.CONTROL_ROOM, None, why, at=at)]


def _supervisors() -> list[User]:
    found = accounts.active(roles=(Role.SUPERVISOR,))
    return [user for user in found if user.may(Permission.ACKNOWLEDGE_ALERTS)]


def _step(
    alert: Alert, level: int, kind: AlertStep.Kind, person: User | None, why: str, *, at: datetime
) -> AlertStep:
    mails = bool(settings.EMAIL_URL) and person is not None
    return AlertStep(
        alert=alert,
        level=level,
        kind=kind,
        person=person,
        why=why,
        asked_at=at,
        answer_by=at + rules.time_to_acknowledge() if person else None,
        notice=Notice.WAITING if mails else Notice.OFF,
    )


@transaction.atomic
def record_control_room_call(
    *, alert: Alert, spoke_to: str, called_at: datetime, words: str, by: User, at: datetime
) -> ControlRoomCall:
    """Record that the control room was called about an alert; it still has to be acknowledged.

    :raises rules.NotAllowedToAcknowledge: if their role does not answer alerts
    :raises CallNotTold: if it does not say whom, when or what
    """
    rules.check_may_acknowledge(by)
    if not spoke_to.strip() or not words.strip():
        raise CallNotTold("Enter whom you spoke to, and what was said.")
    if not alert.raised_at <= called_at <= at:
        raise CallNotTold("The call must be after the alert was raised, and not in the future.")
    call = ControlRoomCall.objects.create(
        alert=alert,
        spoke_to=spoke_to.strip(),
        called_at=called_at,
        words=words.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    audit.record(
        what="triage.control_room_called", about=_reference(alert), by=by.staff_number, at=at
    )
    return call


def _reference(alert: Alert) -> str:
    concerned = alert.referral or alert.quarantined
    assert concerned is not None, "triage_alert_about_one_thing"
    return concerned.reference
