"""Whom an alert went to, step by step, and the call to the control room at the end."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.triage.models.alert import Alert


class AlertStep(models.Model):
    """That an alert went to somebody: who, when, why to them, and by when they are to answer.

    The steps of one alert have levels from 1. A level asks one person on call, or every
    supervisor, or nobody by name: then the control room has to be called.
    """

    class Kind(models.TextChoices):
        ON_CALL = "on_call", "On call"
        SUPERVISORS = "supervisors", "Every supervisor"
        CONTROL_ROOM = "control_room", "Control room"

    class Notice(models.TextChoices):
        OFF = "off", "No mail server is set"
        WAITING = "waiting", "About to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid7)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    why = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    # The e-mail that says "Symphony: new work" and nothing else.
    notice = models.CharField(max_length=8, choices=Notice)
    notice_tries = models.PositiveSmallIntegerField(default=0)
    notice_at = models.DateTimeField(null=True)
    # The kind of fault, as a program names it: never an address.
    notice_fault = models.CharField(max_length=80, default="")

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"alert", "level", "kind", "person", "why", "asked_at", "answer_by"}
    OPERATIONAL_FIELDS |= {"notice", "notice_tries", "notice_at", "notice_fault"}

    class Meta:
        indexes = [
            models.Index(
                name="triage_notices_to_send", fields=["asked_at"], condition=Q(notice="waiting")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="triage_nobody_is_asked_twice_by_an_alert",
                fields=["alert", "person"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="triage_the_control_room_is_nobody_of_ours",
                condition=Q(kind="control_room", person=None, answer_by=None)
                | ~Q(kind="control_room") & Q(person__isnull=False, answer_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Step {self.level} of {self.alert_id}"


class ControlRoomCall(models.Model):
    """That somebody called the control room about an alert: whom, when, and what was said."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="calls")
    spoke_to = models.CharField(max_length=120)
    called_at = models.DateTimeField()
    words = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    PERSONAL_FIELDS = {"spoke_to", "words"}
    OPERATIONAL_FIELDS = {"alert", "called_at", "recorded_by", "recorded_at"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="triage_a_call_says_to_whom_and_what", condition=~Q(spoke_to="") & ~Q(words="")
            )
        ]

    def __str__(self) -> str:
        return f"Call about {self.alert_id}"
