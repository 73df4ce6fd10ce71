"""Immediate harm, and who has said that they have seen it."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models import QuarantinedItem, Referral


class Alert(models.Model):
    """Immediate harm: somebody has to say that they have seen it.

    About a referral, or about a document in quarantine that its sender marked high priority.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="alerts", null=True
    )
    quarantined = models.ForeignKey(
        QuarantinedItem, on_delete=models.PROTECT, related_name="alerts", null=True
    )
    reason = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    acknowledged_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"referral", "quarantined", "reason", "raised_at", "acknowledge_by"}
    OPERATIONAL_FIELDS |= {"acknowledged_by", "acknowledged_at"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_alerts_open",
                fields=["raised_at"],
                condition=Q(acknowledged_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_alert_about_one_thing",
                condition=Q(referral__isnull=False, quarantined=None)
                | Q(referral=None, quarantined__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_acknowledged_by_and_at_together",
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.id}"
