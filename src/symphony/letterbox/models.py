"""All that the public site may write: it puts things in and can hardly read them back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from symphony.core.ids import uuid7


class Submission(models.Model):
    """A report from the public site, waiting to be collected into the queue.

    The public role may add rows and, of the columns, read only those that a repeated sending needs
    to show the same reference again.
    """

    class Doubt(models.TextChoices):
        """Why a report may come from a machine or a joker. It is kept apart, never dropped."""

        TRAP = "trap", "A field that people do not see was filled in"
        HASTE = "haste", "It was filled in faster than a person reads"
        FLOOD = "flood", "Many reports came from one place within minutes"
        FORGED = "forged", "It was not sent from our own page"

    id = models.UUIDField(primary_key=True, default=uuid7)
    # One form, however often it is sent, is one submission.
    token = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField()
    answers = models.JSONField()
    danger_now = models.BooleanField(null=True)
    # `answers.ContactDetails`, sealed to the unit's key; None from anonymous senders.
    sealed_contact = models.BinaryField(null=True)
    doubts = ArrayField(models.CharField(max_length=10, choices=Doubt), default=list, db_default=[])
    # The receipt: what the sender's six words, which are never stored, are checked against. The
    # words, hashed slowly with the salt, are the private half of a key pair of which this is the
    # public half. So whoever holds the words is known by it, and what the team writes can be
    # sealed so that nobody else, this site included, can read it. It stands in this row, which
    # the public role cannot change, so that no report can be given a receipt afterwards.
    salt = models.BinaryField(null=True)
    public_key = models.BinaryField(null=True)
    collected_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"answers", "sealed_contact"}
    OPERATIONAL_FIELDS = {"token", "reference", "received_at", "danger_now", "doubts"}
    OPERATIONAL_FIELDS |= {"salt", "public_key", "collected_at"}
    PUBLIC_ROLE_MAY = {"INSERT": "*", "SELECT": ("token", "reference", "salt", "public_key")}

    class Meta:
        indexes = [
            models.Index(
                name="letterbox_to_collect",
                fields=["received_at"],
                condition=models.Q(collected_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="letterbox_salt_and_public_key_together",
                condition=models.Q(salt=None, public_key=None)
                | models.Q(salt__isnull=False, public_key__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class TeamMessage(models.Model):
    """What the team wrote to a sender who comes back with the words.

    The public role reads only the sealed copy, which it cannot open without the words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    reference = models.CharField(max_length=12, db_index=True)
    text = models.TextField()
    sealed = models.BinaryField()
    # Why it was sent although the check found something in it; empty where nothing was found.
    why_safe = models.TextField(default="")
    written_by = models.CharField(max_length=20)
    written_at = models.DateTimeField()

    PERSONAL_FIELDS = {"text", "sealed", "why_safe"}
    OPERATIONAL_FIELDS = {"reference", "written_by", "written_at"}
    PUBLIC_ROLE_MAY = {"SELECT": ("id", "reference", "sealed", "written_at")}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*"}

    def __str__(self) -> str:
        return f"Message to the reporter of {self.reference}"


class ReporterMessage(models.Model):
    """What a sender who came back wrote, or asked for. The public role reads the sealed copy."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    token = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=12, db_index=True)
    text = models.TextField(default="")
    sealed = models.BinaryField()
    danger_now = models.BooleanField(null=True)
    stops_contact = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)
    # Who on the team opened it first: a staff number.
    read_by = models.CharField(max_length=20, default="")
    read_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"text", "sealed"}
    OPERATIONAL_FIELDS = {"token", "reference", "danger_now", "stops_contact", "written_at"}
    OPERATIONAL_FIELDS |= {"collected_at", "read_by", "read_at"}
    PUBLIC_ROLE_MAY = {
        "INSERT": "*",
        "SELECT": ("id", "token", "reference", "sealed", "stops_contact", "written_at"),
    }

    class Meta:
        indexes = [
            models.Index(
                name="letterbox_answers_to_collect",
                fields=["written_at"],
                condition=models.Q(collected_at=None),
            ),
            models.Index(
                name="letterbox_answers_unread",
                fields=["written_at"],
                condition=models.Q(read_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Message from the reporter of {self.reference}"


class Unfinished(models.Model):
    """What one browser is in the middle of: a report, or a visit with the six words.

    Locked with a key that only that browser's cookie holds. It ends with sending, with Exit, and
    by itself when `good_until`, in real time, has passed.
    """

    # The hash of what the cookie holds.
    key_hash = models.CharField(max_length=64, primary_key=True)
    locked = models.BinaryField()
    good_until = models.DateTimeField()

    PERSONAL_FIELDS = {"locked"}
    OPERATIONAL_FIELDS = {"key_hash", "good_until"}
    PUBLIC_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "UPDATE": "*", "DELETE": "*"}
    STAFF_ROLE_MAY = {"SELECT": ("key_hash", "good_until"), "DELETE": "*"}

    class Meta:
        indexes = [models.Index(name="letterbox_unfinished_until", fields=["good_until"])]

    def __str__(self) -> str:
        return "Unfinished"


class PageVisits(models.Model):
    """How often a help page was opened on a day. Nothing about who opened it."""

    page = models.CharField(max_length=60)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"page", "day", "count"}
    PUBLIC_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "UPDATE": ("count",)}
    STAFF_ROLE_MAY = {"SELECT": "*"}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letterbox_visits_of_a_page_a_day", fields=["page", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.page} on {self.day}"


class Rating(models.Model):
    """What one reader thought of a page. Nothing about the reader is kept."""

    class Useful(models.TextChoices):
        VERY = "very_useful", "Very useful"
        USEFUL = "useful", "Useful"
        NOT = "not_useful", "Not useful"

    id = models.UUIDField(primary_key=True, default=uuid7)
    token = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=120)
    useful = models.CharField(max_length=11, choices=Useful)
    comment = models.TextField(blank=True, default="")
    rated_at = models.DateTimeField()

    PERSONAL_FIELDS = {"comment"}
    OPERATIONAL_FIELDS = {"token", "page", "useful", "rated_at"}
    PUBLIC_ROLE_MAY = {"INSERT": "*", "SELECT": ("token",)}
    STAFF_ROLE_MAY = {"SELECT": "*"}

    class Meta:
        indexes = [models.Index(name="letterbox_rating_page", fields=["page", "rated_at"])]

    def __str__(self) -> str:
        return f"Rating of {self.page}"
