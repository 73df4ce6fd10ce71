"""What the policy made of a referral."""

from django.db import models

from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage.models.grades import Band, Path


class Assessment(models.Model):
    """What the policy made of a referral, once. A later one stands beside it, never over it.

    `band` is None when the rules could not run: "not graded" is a state, never an invented band.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="assessments")
    policy_version = models.CharField(max_length=40)
    band = models.CharField(max_length=10, choices=Band, null=True)
    path = models.CharField(max_length=20, choices=Path, null=True)
    # [{"rule": "U1", "says": "…", "facts": {…}}], most weighty first.
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    # Why there is no band, for the people who mend it.
    failure = models.TextField(default="")
    assessed_at = models.DateTimeField()

    PERSONAL_FIELDS = {"reasons", "facts"}
    OPERATIONAL_FIELDS = {"referral", "policy_version", "band", "path", "failure", "assessed_at"}

    class Meta:
        indexes = [
            models.Index(name="triage_assessments_in_order", fields=["referral", "assessed_at"])
        ]

    def __str__(self) -> str:
        return f"Assessment of {self.referral_id}"
