"""What somebody or something answered to a question of the policy, beside what a report states."""

from django.db import models

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage.models.assessment import Assessment


class FactAnswer(models.Model):
    """One answer to one question about a referral. A later one stands over it; none is changed.

    "Not known" takes earlier answers back: what the referral states counts again.
    """

    class Source(models.TextChoices):
        OFFICER = "officer", "Answered by an officer"
        LINKING = "linking", "Found by linking"
        CASEWORK = "casework", "Learnt in the case"

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="answers")
    fact = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=Source)
    # What the referral itself stated then. If that changes, the answer counts no more.
    stated = models.CharField(max_length=40)
    # The case or referral that it was learnt from.
    about = models.CharField(max_length=20, default="")
    # A staff number, or which part of Symphony.
    said_by = models.CharField(max_length=40)
    said_at = models.DateTimeField()

    PERSONAL_FIELDS = {"fact", "value", "stated"}
    OPERATIONAL_FIELDS = {"referral", "source", "about", "said_by", "said_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*"}

    class Meta:
        indexes = [
            models.Index(name="triage_answers_in_order", fields=["referral", "fact", "said_at"])
        ]

    def __str__(self) -> str:
        return f"Answer about {self.referral_id}"


class OutsideGrade(models.Model):
    """A band that a trained person worked out with another instrument, outside Symphony.

    It is shown beside our own and never mixed into it. One that was entered wrongly is withdrawn
    with a reason, and stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="outside_grades")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    # In the instrument's own words.
    band = models.CharField(max_length=40)
    assessor = models.CharField(max_length=120)
    assessed_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, default="")

    PERSONAL_FIELDS = {"band", "assessor", "withdrawn_reason"}
    OPERATIONAL_FIELDS = {"referral", "instrument", "version", "assessed_on", "recorded_by"}
    OPERATIONAL_FIELDS |= {"recorded_at", "withdrawn_by", "withdrawn_at"}
    STAFF_ROLE_MAY = {
        "SELECT": "*",
        "INSERT": "*",
        "UPDATE": ("withdrawn_by_id", "withdrawn_at", "withdrawn_reason"),
    }

    class Meta:
        indexes = [models.Index(name="triage_outside_in_order", fields=["referral", "recorded_at"])]
        constraints = [
            models.CheckConstraint(
                name="triage_outside_withdrawn_by_and_at_together",
                condition=models.Q(withdrawn_by=None, withdrawn_at=None)
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} of {self.referral_id}"


class GradeChange(models.Model):
    """That new facts made the policy say something else: "band may have changed".

    It stays open until an officer has looked at it and kept the decision, or made another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="grade_changes")
    before = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    # Why the decision was kept; empty where another one was made, or none stood yet.
    why_kept = models.TextField(default="")

    PERSONAL_FIELDS = {"because", "why_kept"}
    OPERATIONAL_FIELDS = {"referral", "before", "after", "raised_at", "looked_at", "looked_by"}
    STAFF_ROLE_MAY = {
        "SELECT": "*",
        "INSERT": "*",
        "UPDATE": ("looked_at", "looked_by_id", "why_kept"),
    }

    class Meta:
        indexes = [
            models.Index(
                name="triage_grade_changes_open",
                fields=["raised_at"],
                condition=models.Q(looked_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_change_looked_at_and_by_together",
                condition=models.Q(looked_by=None, looked_at=None)
                | models.Q(looked_by__isnull=False, looked_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Change of {self.referral_id}"
