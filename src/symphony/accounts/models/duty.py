"""Who works when, and whom an alert of immediate harm goes to: shifts and the on-call rota."""

import re

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models.people import Team, User
from symphony.core.ids import uuid7

# What stands behind the UID in a calendar's key: which time of a series, in UTC.
KEY_TAIL = r"(/[0-9]{8}T[0-9]{6}Z)+$"


def uid_of(key: str) -> str:
    """Return the UID of the calendar's entry that a key means."""
    return re.sub(KEY_TAIL, "", key)


class Duty(models.Model):
    """One person's shift, or their time on call, in a team's rota.

    None is edited or deleted: a change withdraws the duty and makes another in its place.
    """

    class Kind(models.TextChoices):
        SHIFT = "shift", "Shift"
        ON_CALL = "on_call", "On call"

    id = models.UUIDField(primary_key=True, default=uuid7)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=10, choices=Kind)
    # 1 is asked first, 2 next. A shift has no place in this order.
    order = models.PositiveSmallIntegerField(null=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Which entry of which calendar it came from: its UID, and which time of a series.
    calendar_key = models.CharField(max_length=320, default="")
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )
    withdrawn_by = models.CharField(max_length=40, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, default="")

    PERSONAL_FIELDS = {"withdrawn_reason"}
    OPERATIONAL_FIELDS = {"team", "person", "kind", "order", "begins_at", "ends_at"}
    OPERATIONAL_FIELDS |= {"calendar_key", "made_by", "made_at", "instead_of"}
    OPERATIONAL_FIELDS |= {"withdrawn_by", "withdrawn_at"}

    class Meta:
        indexes = [
            models.Index(
                name="accounts_duties_that_stand",
                fields=["team", "ends_at"],
                condition=Q(withdrawn_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="accounts_duty_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="accounts_only_on_call_has_an_order",
                condition=Q(kind="shift", order=None) | Q(kind="on_call", order__gte=1),
            ),
            models.CheckConstraint(
                name="accounts_duty_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason=""),
            ),
            models.UniqueConstraint(
                name="accounts_one_duty_a_calendar_entry",
                fields=["team", "calendar_key"],
                condition=Q(withdrawn_at=None) & ~Q(calendar_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
