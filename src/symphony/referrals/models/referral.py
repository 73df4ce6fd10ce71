"""A referral: one concern that somebody passed on."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.core.ids import uuid7


class Channel(models.TextChoices):
    CYBERTIPLINE = "cybertipline", "CyberTipline report"
    PUBLIC_FORM = "public_form", "Public form"


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, viewer: User) -> "ReferralQuerySet":
        """Referral officers and supervisors read every referral; others come by their cases."""
        return self if viewer.may(Permission.READ_REFERRALS) else self.none()


class Referral(models.Model):
    """One concern, from whatever channel. What became of it is told by the later stages.

    The three facts that rank first whatever the policy says (`danger_now`, `high_priority`,
    `self_harm`) are None where nothing was said: unknown is never No.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    reference = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=20, choices=Channel)
    # The sender's own number, such as a CyberTipline report id; empty where not stated.
    source_reference = models.CharField(max_length=40, default="")
    sender = models.CharField(max_length=255, default="")
    received_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    danger_now = models.BooleanField(null=True)
    high_priority = models.BooleanField(null=True)
    high_priority_reason = models.TextField(default="")
    self_harm = models.BooleanField(null=True)

    incident_type = models.CharField(max_length=120, default="")
    platform = models.CharField(max_length=256, default="")
    annotations = ArrayField(models.CharField(max_length=60), default=list)
    batched = models.BooleanField(null=True)
    incident_at = models.DateTimeField(null=True)
    incident_at_stated = models.CharField(max_length=64, default="")
    incident_offset_stated = models.BooleanField(null=True)
    narrative = models.TextField(default="")
    # Everything else that was stated, by section, exactly as it was said.
    stated = models.JSONField(default=dict)
    unmapped = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    # Why it may come from a machine or a joker: `letterbox.Submission.Doubt`.
    doubts = ArrayField(models.CharField(max_length=10), default=list, db_default=[])
    # The words of immediate harm that `triage.alarm` found in what came: term, why, the words as
    # they stand, and where. None where nobody has looked: it came before this was kept.
    alarm_words = models.JSONField(null=True)

    PERSONAL_FIELDS = {"high_priority_reason", "narrative", "stated", "unmapped", "warnings"}
    PERSONAL_FIELDS |= {"alarm_words"}
    OPERATIONAL_FIELDS = {"reference", "channel", "source_reference", "sender", "received_at"}
    OPERATIONAL_FIELDS |= {"team", "danger_now", "high_priority", "self_harm", "incident_type"}
    OPERATIONAL_FIELDS |= {"platform", "annotations", "batched", "incident_at"}
    OPERATIONAL_FIELDS |= {"incident_at_stated", "incident_offset_stated", "doubts"}

    objects: Any = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="referrals_received", fields=["received_at"])]
        constraints = [
            models.UniqueConstraint(
                name="referrals_one_for_a_source_reference",
                fields=["channel", "source_reference"],
                condition=~models.Q(source_reference=""),
            )
        ]

    def __str__(self) -> str:
        return self.reference
