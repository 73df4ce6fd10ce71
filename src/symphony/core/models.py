"""What the installation knows of itself."""

from datetime import timedelta

from django.db import models


class Installation(models.Model):
    """One row: real or demonstration, settled at the first start and never changed.

    Only whether its past is still being told changes: a demonstration is used while it loads.
    """

    class Kind(models.TextChoices):
        REAL = "real", "Real"
        DEMONSTRATION = "demonstration", "A demonstration"

    only_row = models.BooleanField(primary_key=True, default=True)
    kind = models.CharField(max_length=13, choices=Kind)
    clock_offset = models.DurationField(default=timedelta)
    past_is_missing = models.BooleanField(default=False, db_default=False)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"only_row", "kind", "clock_offset", "past_is_missing"}
    PUBLIC_ROLE_MAY = {"SELECT": "*"}

    class Meta:
        constraints = [
            models.CheckConstraint(name="core_one_installation", condition=models.Q(only_row=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} installation"


class Counter(models.Model):
    """The last number given out, by kind of reference and year."""

    kind = models.CharField(max_length=1)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"kind", "year", "last"}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="core_one_counter_a_year", fields=["kind", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"


class WorkerBeat(models.Model):
    """When a background worker last said that it is alive, in real time."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"name", "beat_at"}

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"
