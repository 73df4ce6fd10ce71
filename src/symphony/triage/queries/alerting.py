"""The alerts: which are open, and who acknowledged the others."""

from uuid import UUID

from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.referrals.models import Referral
from symphony.triage import rules
from symphony.triage.models import Alert

NOT_GRADED = "It could not be graded"


def is_harm() -> Q:
    """Tell the alerts of immediate harm; that it could not be graded is none, wherever it stands.

    Where such a referral comes first by now, another alert says why.
    """
    first = Q(referral__queue_entry__rank=rules.RANK_FIRST) & ~Q(reason=NOT_GRADED)
    return Q(quarantined__isnull=False) | first


def open_alerts(*, viewer: User) -> list[Alert]:
    """Return the alerts that nobody has acknowledged, oldest first, for those who answer them."""
    if not viewer.may(Permission.ACKNOWLEDGE_ALERTS):
        return []
    # What is kept apart as doubtful alerts when an officer moves it into the queue.
    shown = Q(referral=None) | Q(referral__queue_entry__is_doubtful=False)
    alerts = Alert.objects.filter(shown, acknowledged_at=None).order_by("raised_at", "id")
    return list(alerts.select_related("referral", "quarantined"))


def harm_alert(*, viewer: User) -> tuple[Alert, int] | None:
    """Return the oldest unacknowledged alert of immediate harm, and how many there are.

    An alert that a referral could not be graded is not one of them: it stands in the queue.
    """
    if not viewer.may(Permission.ACKNOWLEDGE_ALERTS):
        return None
    alerts = Alert.objects.filter(is_harm(), acknowledged_at=None).order_by("raised_at", "id")
    oldest = alerts.select_related("referral", "quarantined").first()
    return (oldest, alerts.count()) if oldest else None


def alert_about(reference: str, *, key: UUID | None = None) -> Alert | None:
    """Return the latest alert about a referral or quarantined item, one not acknowledged first.

    :param key: only the one with this key, as a page showed it
    """
    about = Q(referral__reference=reference) | Q(quarantined__reference=reference)
    alerts = Alert.objects.filter(about, **({"pk": key} if key else {}))
    alerts = alerts.select_related("referral", "quarantined", "acknowledged_by")
    return alerts.order_by(F("acknowledged_at").desc(nulls_first=True), "-raised_at").first()


def acknowledged_alert(key: UUID) -> Alert | None:
    """Return the alert with this key, if somebody has acknowledged it."""
    alerts = Alert.objects.filter(pk=key, acknowledged_at__isnull=False)
    return alerts.select_related("referral", "quarantined", "acknowledged_by").first()


def alerts_of(referral: Referral) -> list[Alert]:
    """Return the referral's alerts with who acknowledged them, oldest first."""
    alerts = Alert.objects.filter(referral=referral).order_by("raised_at", "id")
    return list(alerts.select_related("acknowledged_by"))
