"""What the law calls it, and what was done about the person responsible."""

from django.db import models
from django.db.models import Q

from symphony.cases.records import Record
from symphony.people.models import Person


class Offence(models.Model):
    """An offence in the reference list, with its statute and Home Office code."""

    key = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    statute = models.CharField(max_length=120)
    home_office_code = models.CharField(max_length=10, default="")
    # Arrests on suspicion of a listed offence are what the figure counts (domain.md 10.1).
    is_listed = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"key", "title", "statute", "home_office_code", "is_listed", "position"}

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    """Home Office outcome types (England and Wales) that this work meets; domain.md 4.1."""

    NOT_YET = "0", "Not yet assigned"
    CHARGED = "1", "1: charged or summonsed"
    YOUTH_CAUTION = "2", "2: caution, youth"
    ADULT_CAUTION = "3", "3: caution, adult"
    COMMUNITY_RESOLUTION = "8", "8: community resolution"
    VICTIM_DOES_NOT_SUPPORT = "16", "16: suspect identified, victim does not support"
    EVIDENTIAL_DIFFICULTIES = "15", "15: suspect identified, evidential difficulties"
    NO_SUSPECT = "18", "18: investigation complete, no suspect identified"
    TRANSFERRED = "20", "20: transferred to another body"
    NOT_IN_PUBLIC_INTEREST = "21", "21: further investigation not in the public interest"
    EDUCATION = "22", "22: diversionary, educational or intervention activity"


class Crime(Record):
    """A recorded crime."""

    number = models.CharField(max_length=20)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    crime_recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=2, choices=Outcome, default=Outcome.NOT_YET)
    outcome_at = models.DateTimeField(null=True)
    # Why this outcome, and who was told; outcomes 21 and 22 are nothing without it.
    outcome_reason = models.TextField(default="")
    cancelled = models.BooleanField(default=False)
    transferred_out = models.BooleanField(default=False)

    PERSONAL_FIELDS = Record.RECORD_PERSONAL_FIELDS | {"outcome_reason"}
    OPERATIONAL_FIELDS = Record.RECORD_OPERATIONAL_FIELDS | {"number", "offence", "outcome"}
    OPERATIONAL_FIELDS |= {"crime_recorded_at", "outcome_at", "cancelled", "transferred_out"}

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="crimes_one_current_record_a_number",
                fields=["number"],
                condition=Q(superseded_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="crimes_outcome_has_its_time",
                condition=Q(outcome="0", outcome_at=None)
                | ~Q(outcome="0") & Q(outcome_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="crimes_recorded", fields=["crime_recorded_at"])]


class Arrest(Record):
    """That a suspect was arrested. A voluntary interview is not an arrest."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="arrests")
    arrested_at = models.DateTimeField()
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    # Worked out when recorded, from the date of birth or the age stated; None if not known.
    age_at_arrest = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=120, default="")
    # Anyone arrested is told where help is (design.md); when that was done.
    help_given_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS = Record.RECORD_PERSONAL_FIELDS | {"place", "age_at_arrest"}
    OPERATIONAL_FIELDS = Record.RECORD_OPERATIONAL_FIELDS | {"person", "arrested_at", "offence"}
    OPERATIONAL_FIELDS |= {"help_given_at"}

    class Meta(Record.Meta):
        indexes = [models.Index(name="crimes_arrested", fields=["arrested_at"])]
