"""The queue: each referral's place, and who has opened it."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import Team, User
from symphony.referrals.models import Referral
from symphony.triage.models.grades import Band


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
