"""Immediate harm: raised on arrival, and answered by a named person."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.referrals.models import QuarantinedItem, Referral
from symphony.triage import rules
from symphony.triage.models import Alert
from symphony.triage.queries.alerting import NOT_GRADED


class AlreadyAcknowledged(DomainError):
    """Somebody has acknowledged the alert meanwhile."""


def alert_about_quarantined(*, item: QuarantinedItem, by: str, at: datetime) -> Alert:
    """Raise the alert of a high-priority document that could not be stored as a referral."""
    alert = Alert.objects.create(
        quarantined=item,
        reason="Marked high priority by the company, and in quarantine",
        raised_at=at,
        acknowledge_by=at + rules.time_to_acknowledge(),
    )
    audit.record(what="triage.alert_raised", about=item.reference, by=by, at=at)
    work_waits("alerts")
    return alert


def alert_again(*, referral: Referral, reason: str, by: str, at: datetime) -> Alert | None:
    """Raise an alert for what came later, whatever was acknowledged before.

    While an alert of immediate harm about this referral waits for somebody, it is not raised twice:
    who answers that one reads everything.
    """
    waiting = Alert.objects.filter(referral=referral, acknowledged_at=None)
    if waiting.exclude(reason=NOT_GRADED).exists():
        return None
    alert = Alert.objects.create(
        referral=referral,
        reason=reason[:200],
        raised_at=at,
        acknowledge_by=at + rules.time_to_acknowledge(),
    )
    audit.record(what="triage.alert_raised", about=referral.reference, by=by, at=at)
    work_waits("alerts")
    return alert


@transaction.atomic
def acknowledge_alert(*, alert: Alert, by: User, at: datetime) -> None:
    """Record that this person has seen the alert and deals with it.

    :raises rules.NotAllowedToAcknowledge: if their role does not answer alerts
    :raises AlreadyAcknowledged: if somebody has done so meanwhile
    """
    rules.check_may_acknowledge(by)
    alert = (
        Alert.objects.select_for_update(of=("self",))
        .select_related("referral", "quarantined", "acknowledged_by")
        .get(pk=alert.pk)
    )
    concerned = alert.referral or alert.quarantined
    assert concerned is not None, "triage_alert_about_one_thing"
    about = concerned.reference
    if alert.acknowledged_by:
        raise AlreadyAcknowledged(f"{alert.acknowledged_by.name} has acknowledged {about}.")
    alert.acknowledged_by, alert.acknowledged_at = by, at
    alert.save(update_fields=["acknowledged_by", "acknowledged_at"])
    audit.record(what="triage.alert_acknowledged", about=about, by=by.staff_number, at=at)
