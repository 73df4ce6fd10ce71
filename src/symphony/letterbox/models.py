"""All that the public site may write: it puts things in and cannot read them back."""

from django.db import models

from symphony.core.ids import uuid7


class Submission(models.Model):
    """A report from the public site, waiting to be collected into the queue.

    The public role may add rows and, of the columns, read only those that a repeated sending needs
    to show the same reference again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    # One form, however often it is sent, is one submission.
    token = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField()
    answers = models.JSONField()
    danger_now = models.BooleanField(null=True)
    collected_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"answers"}
    OPERATIONAL_FIELDS = {"token", "reference", "received_at", "danger_now", "collected_at"}
    PUBLIC_ROLE_MAY = {"INSERT": "*", "SELECT": ("token", "reference")}

    class Meta:
        indexes = [
            models.Index(
                name="letterbox_to_collect",
                fields=["received_at"],
                condition=models.Q(collected_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.reference


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
