"""The policy's own history: drafts, what they would have changed, and versions approved by two."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7

_ADD_ONLY = {"SELECT": "*", "INSERT": "*"}


class PolicyDraft(models.Model):
    """A policy as somebody would have it. Another edit makes another draft; none is changed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=40)
    # {"urgency-child.csv": "rule,…"}, as they were written.
    files = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"note"}
    OPERATIONAL_FIELDS = {"name", "files", "digest", "made_by", "made_at"}
    OPERATIONAL_FIELDS |= {"withdrawn_by", "withdrawn_at"}
    STAFF_ROLE_MAY = {**_ADD_ONLY, "UPDATE": ("withdrawn_by_id", "withdrawn_at")}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="triage_policy_withdrawn_by_and_at_together",
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Policy draft {self.name}"


class PolicyTrial(models.Model):
    """What a draft would have made of the referrals of the past. Kept as evidence."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="trials")
    # The version in force that it was compared with.
    against = models.CharField(max_length=40)
    considered = models.PositiveIntegerField()
    moved = models.PositiveIntegerField()
    moved_up = models.PositiveIntegerField()
    moved_down = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    # Which referrals, from where to where, by which rules; and what the stored facts leave open.
    details = models.JSONField()
    tried_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()

    PERSONAL_FIELDS = {"details"}
    OPERATIONAL_FIELDS = {"draft", "against", "considered", "moved", "moved_up", "moved_down"}
    OPERATIONAL_FIELDS |= {"children", "tried_by", "tried_at"}
    STAFF_ROLE_MAY = _ADD_ONLY

    def __str__(self) -> str:
        return f"Trial of {self.draft_id}"


class PolicyVersion(models.Model):
    """A version that a second person approved after its trial. Kept as long as any assessment."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=40, unique=True)
    files = models.JSONField()
    digest = models.CharField(max_length=64)
    trial = models.OneToOneField(PolicyTrial, on_delete=models.PROTECT, related_name="version")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    rationale = models.TextField()

    PERSONAL_FIELDS = {"rationale"}
    OPERATIONAL_FIELDS = {"name", "files", "digest", "trial", "made_by", "approved_by"}
    OPERATIONAL_FIELDS |= {"approved_at"}
    STAFF_ROLE_MAY = _ADD_ONLY

    class Meta:
        indexes = [models.Index(name="triage_policy_in_force", fields=["approved_at"])]
        constraints = [
            models.CheckConstraint(
                name="triage_policy_approved_by_a_second_person",
                condition=~Q(approved_by=F("made_by")),
            )
        ]

    def __str__(self) -> str:
        return f"Policy {self.name}"
