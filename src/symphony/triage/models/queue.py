"""The queue: each referral's place, and who has opened it."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import Team, User
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage.models.grades import Band, Path


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
    # The path that the policy suggests, and where it happened as far as that is stated.
    path = models.CharField(max_length=20, choices=Path, null=True)
    area = models.CharField(max_length=60, default="", db_default="")
    due_at = models.DateTimeField()
    received_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    held_at = models.DateTimeField(null=True)
    # A later decision, or a return from the second person, can bring it back.
    left_at = models.DateTimeField(null=True)
    # Doubtful reports have a list of their own until an officer says that this one is meant.
    is_doubtful = models.BooleanField(default=False, db_default=False)
    # It could not be graded on what came last: the band is the one from before.
    keeps_band = models.BooleanField(default=False, db_default=False)

    PERSONAL_FIELDS = {"reason", "area"}
    OPERATIONAL_FIELDS = {"referral", "rank", "band", "due_at", "received_at", "team", "holder"}
    OPERATIONAL_FIELDS |= {"held_at", "left_at", "is_doubtful", "path", "keeps_band"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_queue_in_order",
                fields=["rank", "due_at", "referral"],
                condition=Q(left_at=None, is_doubtful=False),
            ),
            models.Index(
                name="triage_queue_doubtful",
                fields=["rank", "due_at", "referral"],
                condition=Q(left_at=None, is_doubtful=True),
            ),
            models.Index(
                name="triage_queue_by_due",
                fields=["due_at", "referral"],
                condition=Q(left_at=None),
            ),
            models.Index(
                name="triage_queue_by_band",
                fields=["band", "is_doubtful"],
                condition=Q(left_at=None),
            ),
            models.Index(
                name="triage_queue_by_arrival",
                fields=["received_at"],
                condition=Q(left_at=None),
            ),
            models.Index(
                name="triage_queue_not_graded",
                fields=["referral"],
                condition=Q(band=None) | Q(keeps_band=True),
            ),
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

    # The constraint's index serves both; one of the reader alone would only mislead the server.
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
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


class SavedView(models.Model):
    """A way of looking at the queue that a person, or their team, has given a name."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=40)
    # The filters as they stand in the address: no personal data.
    query = models.CharField(max_length=500)
    # Of one person, or of everybody in a team.
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"name", "query", "owner", "team", "made_by", "made_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "DELETE": "*"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="triage_view_of_one_person_or_one_team",
                condition=Q(owner=None, team__isnull=False) | Q(owner__isnull=False, team=None),
            ),
            models.UniqueConstraint(
                name="triage_one_view_a_name",
                fields=["owner", "team", "name"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"View {self.id}"
