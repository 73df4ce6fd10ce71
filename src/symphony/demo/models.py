"""How far the demonstration has been loaded."""

from django.db import models


class Told(models.Model):
    """A part of the demonstration that is in, marked in the transaction that told it."""

    part = models.CharField(max_length=60, primary_key=True)
    told_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"part", "told_at"}

    def __str__(self) -> str:
        return self.part
