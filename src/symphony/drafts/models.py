"""Once-only tokens: a form that was sent twice acts once."""

from django.db import models


class SpentToken(models.Model):
    """The hash of a form's token that has been used, and when, in real time."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    spent_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"token_hash", "spent_at"}
    # A form that was answered with errors gets its token back; old rows are swept.
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "DELETE": "*"}

    class Meta:
        indexes = [models.Index(name="drafts_spent_at", fields=["spent_at"])]

    def __str__(self) -> str:
        return f"Token spent at {self.spent_at}"
