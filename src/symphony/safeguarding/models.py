"""Each child made safe, each family helped."""

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.cases.records import Record
from symphony.core.ids import uuid7
from symphony.people.models import Person


class Child(models.Model):
    """The safeguarding record of a child: one for each child known to the unit."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="child"
    )
    # As the newest Identification says; only identified children are counted.
    identified = models.BooleanField()
    how_found = models.TextField(default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = {"how_found"}
    OPERATIONAL_FIELDS = {"person", "identified", "recorded_at", "recorded_by"}

    def __str__(self) -> str:
        return f"Child {self.person_id}"


class Identification(models.Model):
    """That a child's identity became known, or that this was a mistake, and how that is known."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identifications")
    identified = models.BooleanField()
    how = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = {"how"}
    OPERATIONAL_FIELDS = {"child", "identified", "recorded_at", "recorded_by"}

    def __str__(self) -> str:
        return f"Identification of {self.child_id}"


class MustNotBeTold(models.Model):
    """The answer to: who must not be told, and why. A newer answer replaces it and keeps it.

    No row: nobody has answered yet, and no contact with home, school or carer may be recorded.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="must_not_be_told")
    # False: asked, and there is nobody who must not be told.
    anybody = models.BooleanField()
    who_and_why = models.TextField(default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = {"anybody", "who_and_why"}
    OPERATIONAL_FIELDS = {"child", "recorded_at", "recorded_by", "replaced_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="safeguarding_one_current_answer_a_child",
                fields=["child"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="safeguarding_who_must_not_be_told_is_said",
                condition=Q(anybody=False) | ~Q(who_and_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Answer about {self.child_id}"


class ActionKind(models.TextChoices):
    """What can be done for a child. Which of these count is said in `rules.QUALIFYING`."""

    SEEN_SAFE_AT_HOME = "seen_safe_at_home", "Child seen; safety plan agreed with a carer"
    SUSPECT_LEFT_HOME = "suspect_left_home", "Suspect left the household, held by bail or order"
    MOVED = "moved", "Child moved to a safe place"
    POLICE_PROTECTION = "police_protection", "Police protection"
    CONTACT_STOPPED = "contact_stopped", "Contact with the suspect stopped and account secured"
    PROTECTION_PLAN = "protection_plan", "Child protection plan or order in force"
    REFERRAL_SENT = "referral_sent", "Referral sent to children's services"
    MEETING = "meeting", "Strategy discussion or meeting"
    SCHOOL_TOLD = "school_told", "School told"
    DEVICE_SEIZED = "device_seized", "Device seized"
    OTHER = "other", "Other"


class SafeguardingAction(Record):
    """One thing done to protect one child."""

    class Result(models.TextChoices):
        COMPLETED = "completed", "Completed"
        NOT_COMPLETED = "not_completed", "Not completed"
        CHILD_NOT_SEEN = "child_not_seen", "Child not seen"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=20, choices=ActionKind)
    taken_at = models.DateTimeField()
    agency = models.CharField(max_length=120)
    result = models.CharField(max_length=14, choices=Result)
    # What was done, where the kind alone does not say it.
    details = models.TextField(default="")
    # What the child said or wanted, in their words.
    wishes = models.TextField(default="")
    next_step = models.TextField(default="")
    # For police protection: when its 72 hours end.
    next_due_at = models.DateTimeField(null=True)
    next_done_at = models.DateTimeField(null=True)
    next_done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    PERSONAL_FIELDS = Record.RECORD_PERSONAL_FIELDS | {"details", "wishes", "next_step"}
    OPERATIONAL_FIELDS = Record.RECORD_OPERATIONAL_FIELDS | {"child", "kind", "taken_at"}
    OPERATIONAL_FIELDS |= {"agency", "result", "next_due_at", "next_done_at", "next_done_by"}

    class Meta(Record.Meta):
        indexes = [models.Index(name="safeguarding_taken", fields=["taken_at"])]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="safeguarding_next_done_by_and_at_together",
                condition=Q(next_done_at=None, next_done_by=None)
                | Q(next_done_at__isnull=False, next_done_by__isnull=False),
            ),
        ]


class EducationVisit(Record):
    """A visit to a child and their carer, to talk and to help. One household, one occasion."""

    class Result(models.TextChoices):
        COMPLETED = "completed", "Completed, child seen in person"
        NOT_HOME = "not_home", "Nobody was there"
        PUT_OFF = "put_off", "Put off"
        CALL = "call", "Telephone or video call instead"

    reference = models.CharField(max_length=14)
    visited_at = models.DateTimeField()
    # Two visits with one household and date are one occasion: see `figures`.
    household = models.CharField(max_length=120)
    result = models.CharField(max_length=9, choices=Result)
    children = models.ManyToManyField(Child, through="VisitedChild", related_name="visits")
    carer_present = models.BooleanField(null=True)
    understood = models.TextField(default="")
    left_with_family = models.TextField(default="")
    school_told = models.BooleanField(null=True)
    follow_up_on = models.DateField(null=True)
    help_given_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = Record.RECORD_PERSONAL_FIELDS | {"household", "understood"}
    PERSONAL_FIELDS |= {"left_with_family"}
    OPERATIONAL_FIELDS = Record.RECORD_OPERATIONAL_FIELDS | {"reference", "visited_at", "result"}
    OPERATIONAL_FIELDS |= {"children", "carer_present", "school_told", "follow_up_on"}
    OPERATIONAL_FIELDS |= {"help_given_at"}

    class Meta(Record.Meta):
        indexes = [models.Index(name="safeguarding_visited", fields=["visited_at"])]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="safeguarding_one_current_visit_a_reference",
                fields=["reference"],
                condition=Q(superseded_at=None, withdrawn_at=None),
            ),
        ]


class VisitedChild(models.Model):
    """A child whom a visit was for, and whether they were seen in person."""

    visit = models.ForeignKey(
        EducationVisit, on_delete=models.PROTECT, related_name="visited_children"
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    seen_in_person = models.BooleanField()
    id = models.UUIDField(primary_key=True, default=uuid7)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"visit", "child", "seen_in_person"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="safeguarding_child_once_a_visit", fields=["visit", "child"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.child_id} at {self.visit_id}"
