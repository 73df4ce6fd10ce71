"""The lists of words that alert, as a unit has edited them."""

from django.db import models

from symphony.accounts.models import User
from symphony.core.ids import uuid7


class WordList(models.Model):
    """A whole list of words that alert. The latest is in use; before the first, the shipped one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    # The list as its file is written: term, kind, why, example, false_alarm.
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField()
    # What it would have marked among the referrals of the past, when it was saved.
    tried = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PERSONAL_FIELDS = {"note", "tried"}
    OPERATIONAL_FIELDS = {"text", "digest", "made_by", "made_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*"}

    class Meta:
        indexes = [models.Index(name="triage_words_in_use", fields=["made_at"])]

    def __str__(self) -> str:
        return f"Word list {self.id}"
