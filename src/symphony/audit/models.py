"""The log of what was done and what was looked at. Rows are only ever added."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from symphony.core.ids import uuid7


class Entry(models.Model):
    """One act or one look: who, when, what, and which references were concerned.

    Knows no other table: people stand as staff numbers, records as references. The database
    itself refuses to change, delete or truncate rows (migration 0001).
    """

    class Kind(models.TextChoices):
        # Data Protection Act 2018, s.62: the operations that have to be logged.
        COLLECTION = "collection", "Collected"
        ALTERATION = "alteration", "Changed"
        CONSULTATION = "consultation", "Looked at"
        DISCLOSURE = "disclosure", "Told"
        COMBINATION = "combination", "Joined"
        ERASURE = "erasure", "Erased"
        ACCESS = "access", "Signed in or out"

    # The time of recording is part of the key, so that the table can be partitioned by it.
    pk = models.CompositePrimaryKey("recorded_at", "id")
    id = models.UUIDField(default=uuid7)
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=80)
    by = models.CharField(max_length=40)
    about = ArrayField(models.CharField(max_length=80), default=list)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, default="")

    # Details hold codes and references only; text about people never goes in.
    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"recorded_at", "at", "kind", "what", "by", "about", "details"}
    OPERATIONAL_FIELDS |= {"request_id"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*"}

    class Meta:
        indexes = [
            GinIndex(name="audit_entry_about", fields=["about"]),
            models.Index(name="audit_entry_by_at", fields=["by", "at"]),
            models.Index(name="audit_entry_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.by}"
