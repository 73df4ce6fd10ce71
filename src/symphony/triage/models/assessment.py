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
    # Of a path that comes in kinds: aggravated, non_aggravated, repeated.
    variant = models.CharField(max_length=20, default="", db_default="")
    # Whether there is enough to act on, of 100. Never mixed into the band.
    quality = models.PositiveSmallIntegerField(null=True)
    # [{"rule": "U1", "says": "…", "facts": {…}}], most weighty first.
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    # {"recent": {"source": "officer", "by": "7001", "at": "…", "about": ""}} for every fact that
    # was not read from the referral itself.
    sources = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    # What was learnt, so that it was worked out again; empty on arrival.
    because = models.CharField(max_length=200, default="", db_default="")
    # Why there is no band, for the people who mend it.
    failure = models.TextField(default="")
    assessed_at = models.DateTimeField()

    PERSONAL_FIELDS = {"reasons", "facts", "sources", "because"}
    OPERATIONAL_FIELDS = {"referral", "policy_version", "band", "path", "failure", "assessed_at"}
    OPERATIONAL_FIELDS |= {"variant", "quality"}

    class Meta:
        indexes = [
            models.Index(name="triage_assessments_in_order", fields=["referral", "assessed_at"])
        ]

    def __str__(self) -> str:
        return f"Assessment of {self.referral_id}"
