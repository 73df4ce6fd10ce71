"""The clocks of a referral: what stops them for a while, and which ran out."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral


class ClockKind(models.TextChoices):
    """What runs out. Each has its own due time; the responses and the child's are paused apart."""

    GRADE = "grade", "Grade"
    FROM_RECEIPT = "from_receipt", "Response, from receipt"
    FROM_GRADING = "from_grading", "Response, from grading"
    CHILD_FIRST = "child_first", "Child first"
    PROVIDER_DATA = "provider_data", "Provider data"


class ClockPause(models.Model):
    """That some of a referral's clocks stood still: from when to when, why, and who said so.

    The responses stop together, the child's clock only by a pause of its own.
    """

    class Stops(models.TextChoices):
        RESPONSES = "responses", "Response clocks"
        CHILD_FIRST = "child_first", "Child-first clock"

    class Reason(models.TextChoices):
        PROVIDER = "provider", "Provider's answer"
        ANOTHER_AGENCY = "another_agency", "Another agency"
        ANOTHER_FORCE = "another_force", "Another force or country"
        OPERATION = "operation", "Day of a planned operation"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="pauses")
    stops = models.CharField(
        max_length=12, choices=Stops, default=Stops.RESPONSES, db_default=Stops.RESPONSES
    )
    reason = models.CharField(max_length=16, choices=Reason)
    words = models.TextField()
    begins_at = models.DateTimeField()
    paused_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    PERSONAL_FIELDS = {"words"}
    OPERATIONAL_FIELDS = {"referral", "reason", "begins_at", "paused_by", "ends_at", "resumed_by"}
    OPERATIONAL_FIELDS |= {"stops"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="triage_one_open_pause_of_each_clock",
                fields=["referral", "stops"],
                condition=Q(ends_at=None),
            ),
            models.CheckConstraint(
                name="triage_pause_ends_whole_and_after_it_begins",
                condition=Q(ends_at=None, resumed_by=None)
                | Q(ends_at__gte=F("begins_at"), resumed_by__isnull=False),
            ),
            models.CheckConstraint(name="triage_a_pause_says_why", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"Pause of {self.referral_id}"


class Breach(models.Model):
    """That a clock ran out: when it was due, when Symphony noticed, and what a supervisor said.

    One for each due time of a clock that passed while it stood. It stays when the response came
    late after all, and when a later decision gives more time: if that passes too, it is another
    one. A time that moved earlier is the same running out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="breaches")
    clock = models.CharField(max_length=16, choices=ClockKind)
    due_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    acknowledged_at = models.DateTimeField(null=True)
    words = models.TextField(default="")

    PERSONAL_FIELDS = {"words"}
    OPERATIONAL_FIELDS = {"referral", "clock", "due_at", "noticed_at"}
    OPERATIONAL_FIELDS |= {"acknowledged_by", "acknowledged_at"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_breaches_open", fields=["due_at"], condition=Q(acknowledged_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="triage_a_clock_runs_out_once", fields=["referral", "clock", "due_at"]
            ),
            models.CheckConstraint(
                name="triage_breach_noticed_after_it_was_due",
                condition=Q(noticed_at__gte=F("due_at")),
            ),
            models.CheckConstraint(
                name="triage_breach_acknowledged_whole",
                condition=Q(acknowledged_by=None, acknowledged_at=None, words="")
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False) & ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Breach of {self.referral_id}"


class ClockNotice(models.Model):
    """That a supervisor is told by e-mail that an urgent clock ran out; it says no more than that.

    One for whatever ran out in the same minute. The register says which clocks.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "About to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    notice = models.CharField(max_length=8, choices=State, default=State.WAITING)
    notice_tries = models.PositiveSmallIntegerField(default=0)
    notice_at = models.DateTimeField(null=True)
    # The kind of fault, as a program names it: never an address.
    notice_fault = models.CharField(max_length=80, default="")

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"person", "made_at", "notice", "notice_tries", "notice_at"}
    OPERATIONAL_FIELDS |= {"notice_fault"}

    class Meta:
        constraints = [
            # Whoever has one that is about to be sent needs no second one.
            models.UniqueConstraint(
                name="triage_one_clock_notice_waits_for_a_person",
                fields=["person"],
                condition=Q(notice="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"Clock notice {self.id}"
