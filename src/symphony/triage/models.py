"""The queue, what the policy recommended, and what an officer decided."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import Team, User
from symphony.core.ids import uuid7
from symphony.referrals.models import QuarantinedItem, Referral


class Band(models.TextChoices):
    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Path(models.TextChoices):
    INVESTIGATE = "investigate", "Investigate"
    EDUCATE = "educate", "Educate"
    SAFEGUARD = "safeguard", "Safeguard only"
    PREVENT = "prevent", "Prevent"
    TRANSFER = "transfer", "Transfer"
    NO_FURTHER_ACTION = "no_further_action", "No further action"


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


class QueueEntry(models.Model):
    """A referral's place in the queue: how urgent, why, by when, and who holds it.

    `rank` is 0 for the facts that always come first, 1 to 2 for very high and high, 3 for
    "not graded", 4 and 5 for medium and low.
    """

    referral = models.OneToOneField(
        Referral, primary_key=True, on_delete=models.PROTECT, related_name="queue_entry"
    )
    rank = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=10, choices=Band, null=True)
    reason = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    received_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    held_at = models.DateTimeField(null=True)
    # A later decision, or a return from the second person, can bring it back.
    left_at = models.DateTimeField(null=True)
    # Doubtful reports have a list of their own until an officer says that this one is meant.
    is_doubtful = models.BooleanField(default=False, db_default=False)

    PERSONAL_FIELDS = {"reason"}
    OPERATIONAL_FIELDS = {"referral", "rank", "band", "due_at", "received_at", "team", "holder"}
    OPERATIONAL_FIELDS |= {"held_at", "left_at", "is_doubtful"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_queue_in_order",
                fields=["rank", "due_at", "referral"],
                condition=Q(left_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_holder_and_held_at_together",
                condition=Q(holder=None, held_at=None)
                | Q(holder__isnull=False, held_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Queue entry of {self.referral_id}"


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


class Decision(models.Model):
    """One officer's decision. A later one replaces it; none is edited or deleted.

    No further action waits until a second person has endorsed it, or sent it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    band = models.CharField(max_length=10, choices=Band)
    path = models.CharField(max_length=20, choices=Path)
    rationale = models.TextField()
    suggested_band = models.CharField(max_length=10, choices=Band, null=True)
    suggested_path = models.CharField(max_length=20, choices=Path, null=True)
    # Said only where band or path differ from what was suggested.
    why_different = models.TextField(default="")
    # Where a transfer went, in words.
    transferred_to = models.CharField(max_length=200, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    endorsed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    endorsed_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    returned_reason = models.TextField(default="")
    replaced_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"rationale", "why_different", "returned_reason", "transferred_to"}
    OPERATIONAL_FIELDS = {"referral", "band", "path", "suggested_band", "suggested_path"}
    OPERATIONAL_FIELDS |= {"decided_by", "decided_at", "endorsed_by", "endorsed_at"}
    OPERATIONAL_FIELDS |= {"returned_by", "replaced_at"}

    class Meta:
        indexes = [
            models.Index(name="triage_decided_by_path", fields=["path", "decided_at"]),
            models.Index(
                name="triage_awaiting_second_person",
                fields=["decided_at"],
                condition=Q(path="no_further_action", endorsed_at=None, replaced_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="triage_one_current_decision_for_a_referral",
                fields=["referral"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="triage_endorsed_by_and_endorsed_at_together",
                condition=Q(endorsed_by=None, endorsed_at=None)
                | Q(endorsed_by__isnull=False, endorsed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_endorsed_by_a_second_person",
                condition=Q(endorsed_by=None) | ~Q(endorsed_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="triage_returned_by_a_second_person",
                condition=Q(returned_by=None) | ~Q(returned_by=F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Triage decision {self.id}"


class ReadMark(models.Model):
    """That a person has opened a referral, so that it is no longer new to them."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"referral", "reader", "read_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "UPDATE": "*", "DELETE": "*"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="triage_one_read_mark_a_person", fields=["referral", "reader"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.referral_id}"
