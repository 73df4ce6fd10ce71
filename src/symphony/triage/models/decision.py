"""What an officer decided, and the second person."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage.models.assessment import Assessment
from symphony.triage.models.grades import Band, Path


class Decision(models.Model):
    """One officer's decision. A later one replaces it; none is edited or deleted.

    No further action waits until a second person has endorsed it, or sent it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    band = models.CharField(max_length=10, choices=Band)
    path = models.CharField(max_length=20, choices=Path)
    rationale = models.TextField()
    # The assessment that the officer had before them, with its policy version; None where the
    # rules could not run.
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="decisions", null=True
    )
    # The decision that this one replaces.
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replacement", null=True
    )
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
    OPERATIONAL_FIELDS |= {"returned_by", "replaced_at", "assessment", "instead_of"}

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
