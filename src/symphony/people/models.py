"""One record for each person known to the unit: values with their sources, and no roles."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7


class Person(models.Model):
    """Somebody known to the unit. What they are in a case is said by the case."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reference = models.CharField(max_length=8, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"reference", "created_at", "created_by"}

    def __str__(self) -> str:
        return self.reference


class PersonValue(models.Model):
    """One thing that is said of a person, where it was said, and who entered it."""

    class Kind(models.TextChoices):
        NAME = "name", "Name"
        DATE_OF_BIRTH = "date_of_birth", "Date of birth"
        AGE = "age", "Age as stated"
        SEX = "sex", "Sex"
        EMAIL = "email", "Email"
        PHONE = "phone", "Phone"
        SCREEN_NAME = "screen_name", "User name"
        ACCOUNT = "account", "Account at a company"
        PROFILE = "profile", "Profile address"
        ADDRESS = "address", "Address"
        SCHOOL = "school", "School"
        LANGUAGE = "language", "Language"
        NEEDS = "needs", "Needs"

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="values")
    kind = models.CharField(max_length=13, choices=Kind)
    value = models.CharField(max_length=2083)
    # The reference of the referral or case that said it.
    source = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    PERSONAL_FIELDS = {"value", "withdrawn_reason"}
    OPERATIONAL_FIELDS = {"person", "kind", "source", "recorded_at", "recorded_by"}
    OPERATIONAL_FIELDS |= {"withdrawn_at", "withdrawn_by"}

    class Meta:
        indexes = [models.Index(name="people_value_by_kind", fields=["kind", "value"])]
        constraints = [
            models.CheckConstraint(
                name="people_withdrawn_by_and_at_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & Q(withdrawn_at__gte=F("recorded_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
