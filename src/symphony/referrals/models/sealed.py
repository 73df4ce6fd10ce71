"""How a sender who said who they are can be reached: sealed, and every opening recorded."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models.referral import Referral


class SealedContact(models.Model):
    """A sender's contact details in a box that only the keyholder process can open."""

    referral = models.OneToOneField(
        Referral, primary_key=True, on_delete=models.PROTECT, related_name="sealed_contact"
    )
    box = models.BinaryField()
    # The sender asked us to stop: locked and unused from then on, and not deleted, since the law
    # may make us keep it.
    stopped_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"box"}
    OPERATIONAL_FIELDS = {"referral", "stopped_at"}

    def __str__(self) -> str:
        return f"Contact of the sender of {self.referral_id}"


class ContactOpening(models.Model):
    """One officer's reason for opening a sender's contact details, good for one opening.

    The audit entry that names this row is written in the same transaction. The keyholder opens
    the box when both are committed, and sets `opened_at`: never twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="openings")
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # In real time, since the keyholder has no part in a demonstration's clock.
    opened_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"reason"}
    OPERATIONAL_FIELDS = {"referral", "asked_by", "asked_at", "opened_at"}

    class Meta:
        constraints = [
            models.CheckConstraint(name="referrals_opening_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"Opening {self.id}"
