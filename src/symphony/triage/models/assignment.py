"""Who was given a referral to work on by somebody else, and why."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral


class Assignment(models.Model):
    """That a referral was given to an officer by a supervisor, or by the officer who held it.

    Those made by one press share their `batch`, and are taken back together. Who held it before
    is kept, so that taking it back restores that.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    batch = models.UUIDField()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    given_to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    # What the next one must know; empty where many were assigned at once.
    why = models.CharField(max_length=500, default="")
    held_before_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    held_before_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"why"}
    OPERATIONAL_FIELDS = {"batch", "referral", "given_to", "given_by", "given_at"}
    OPERATIONAL_FIELDS |= {"held_before_by", "held_before_at", "undone_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "UPDATE": ("undone_at",)}

    class Meta:
        indexes = [
            models.Index(name="triage_assignments_of_batch", fields=["batch"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_held_before_by_and_at_together",
                condition=Q(held_before_by=None, held_before_at=None)
                | Q(held_before_by__isnull=False, held_before_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Assignment of {self.referral_id}"
