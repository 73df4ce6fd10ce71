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
    # The version whose files it began with, and the draft that it stands in place of.
    begun_from = models.CharField(max_length=40, default="", db_default="")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"note"}
    OPERATIONAL_FIELDS = {"name", "files", "digest", "made_by", "made_at"}
    OPERATIONAL_FIELDS |= {"withdrawn_by", "withdrawn_at", "begun_from", "replaces"}
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


class PolicyTask(models.Model):
    """Work on many referrals that somebody asked for: a trial, or grading what waits again.

    The worker does it, and says after every few referrals how far it is.
    """

    class Kind(models.TextChoices):
        TRIAL = "trial", "Try a draft"
        REGRADING = "regrading", "Grade the waiting referrals again"

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=10, choices=Kind)
    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="+", null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # How many of the referrals that wait were graded differently.
    moved = models.PositiveIntegerField(default=0)
    # In real time, by whoever works on it; one that is old belongs to a worker that is gone.
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Why nothing came of it, in words for the person who asked.
    fault = models.CharField(max_length=500, default="")
    trial = models.OneToOneField(
        PolicyTrial, on_delete=models.PROTECT, related_name="task", null=True
    )

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"kind", "draft", "asked_by", "asked_at", "total", "done", "moved"}
    OPERATIONAL_FIELDS |= {"beat_at", "ended_at", "fault", "trial"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_policy_tasks_open", fields=["asked_at"], condition=Q(ended_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_policy_task_of_a_draft_or_of_none",
                condition=Q(kind="trial", draft__isnull=False) | Q(kind="regrading", draft=None),
            )
        ]

    def __str__(self) -> str:
        return f"Policy task {self.kind}"
