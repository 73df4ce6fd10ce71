"""The enquiry into what was reported: who is in it, in which role, and what was done."""

from typing import Any

from django.db import models
from django.db.models import Q

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.core.ids import uuid7
from symphony.people.models import Person
from symphony.referrals.models import Referral, StatedPerson
from symphony.triage.models import Band, Path


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: User) -> "CaseQuerySet":
        """A case is seen by its team, and by nobody else."""
        if not viewer.may(Permission.READ_CASES):
            return self.none()
        return self.filter(team_id=viewer.team_id)


class Case(models.Model):
    """One enquiry, opened by a triage decision and worked by one team."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reference = models.CharField(max_length=14, unique=True)
    path = models.CharField(max_length=20, choices=Path)
    band = models.CharField(max_length=10, choices=Band)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    # Nobody yet: the case waits in its team's list for somebody to take it.
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_visit_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    closing_reason = models.TextField(blank=True, default="")

    PERSONAL_FIELDS = {"closing_reason"}
    OPERATIONAL_FIELDS = {"reference", "path", "band", "team", "owner", "opened_at", "opened_by"}
    OPERATIONAL_FIELDS |= {"first_visit_due_at", "closed_at", "closed_by"}

    objects: Any = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="cases_of_a_team", fields=["team", "opened_at"]),
            models.Index(name="cases_opened", fields=["opened_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="cases_closed_by_and_at_together",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class CaseReferral(models.Model):
    """That a referral belongs to a case. One case, many referrals."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_referrals")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"case", "referral", "added_at", "added_by"}

    def __str__(self) -> str:
        return f"{self.referral_id} in {self.case_id}"


class Role(models.TextChoices):
    """What a person is in a case. Nobody is a suspect until a named officer says why."""

    REPORTED_USER = "reported_user", "User of the reported account"
    SUSPECT = "suspect", "Suspect"
    PERSON_INVOLVED = "person_involved", "Person involved"
    CHILD = "child", "Child"
    PARENT_OR_CARER = "parent_or_carer", "Parent or carer"
    WITNESS = "witness", "Witness"
    PROFESSIONAL = "professional", "Professional"


class CaseRole(models.Model):
    """A person's role in a case from one moment on; a change ends one and begins another."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_roles")
    role = models.CharField(max_length=15, choices=Role)
    # For a suspect: the grounds. For anyone: how they come to be in the case.
    grounds = models.TextField(default="")
    # For a suspect under 18 or of unknown age: what is known of the age, and why one all the same.
    age_grounds = models.TextField(default="")
    stated_person = models.ForeignKey(
        StatedPerson, on_delete=models.PROTECT, related_name="+", null=True
    )
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    ended_reason = models.TextField(default="")

    PERSONAL_FIELDS = {"grounds", "age_grounds", "ended_reason"}
    OPERATIONAL_FIELDS = {"case", "person", "role", "stated_person", "from_at", "recorded_by"}
    OPERATIONAL_FIELDS |= {"ended_at", "ended_by"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cases_one_current_role_a_person",
                fields=["case", "person"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="cases_nobody_is_a_suspect_without_grounds",
                condition=~Q(role="suspect") | ~Q(grounds=""),
            ),
            models.CheckConstraint(
                name="cases_role_ends_whole",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.case_id}"


class Handover(models.Model):
    """That a case changed hands: from whom to whom, and what the next one must know."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    from_owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    note = models.TextField()
    handed_over_at = models.DateTimeField()
    handed_over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = {"note"}
    OPERATIONAL_FIELDS = {"case", "from_team", "from_owner", "to_team", "to_owner"}
    OPERATIONAL_FIELDS |= {"handed_over_at", "handed_over_by"}

    def __str__(self) -> str:
        return f"Handover of {self.case_id}"


class Enquiry(models.Model):
    """One enquiry that was made in a case: what was done, when, by whom."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiries")
    what = models.TextField()
    made_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = {"what"}
    OPERATIONAL_FIELDS = {"case", "made_at", "team", "recorded_at", "recorded_by"}

    class Meta:
        indexes = [models.Index(name="cases_enquiries_made", fields=["made_at"])]

    def __str__(self) -> str:
        return f"Enquiry in {self.case_id}"
