"""People, identifiers, connections and files, as the sender stated them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from symphony.core.ids import uuid7
from symphony.referrals.models.referral import Referral


class StatedPerson(models.Model):
    """Somebody named in a referral. Being named makes nobody a suspect."""

    class Part(models.TextChoices):
        REPORTED_USER = "reported_user", "User of the reported account"
        INTENDED_RECIPIENT = "intended_recipient", "Intended recipient"
        CHILD = "child", "Child"
        REPORTER = "reporter", "Reporter"
        REPORTER_CONTACT = "reporter_contact", "Reporter's contact"
        ASSOCIATED_ACCOUNT = "associated_account", "User of an associated account"
        OTHER = "other", "Other person"

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=20, choices=Part)
    position = models.PositiveSmallIntegerField()
    name = models.TextField(default="")
    date_of_birth = models.DateField(null=True)
    age_stated = models.CharField(max_length=60, default="")
    age = models.PositiveSmallIntegerField(null=True)
    school = models.TextField(default="")
    details = models.JSONField(default=dict)

    PERSONAL_FIELDS = {"name", "date_of_birth", "age_stated", "age", "school", "details"}
    OPERATIONAL_FIELDS = {"referral", "part", "position"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="referrals_one_person_a_position", fields=["referral", "position"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.position} of {self.referral_id}"


class StatedIdentifier(models.Model):
    """One identifier as it was stated, and a plain form of it to search by."""

    class Kind(models.TextChoices):
        EMAIL = "email", "Email"
        PHONE = "phone", "Phone"
        SCREEN_NAME = "screen_name", "User name"
        DISPLAY_NAME = "display_name", "Display name"
        ACCOUNT = "account", "Account at the company"
        PROFILE = "profile", "Profile address"
        DEVICE = "device", "Device"
        ADDRESS = "address", "Address"
        LINK = "link", "Link"
        GROUP = "group", "Group"

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="identifiers")
    person = models.ForeignKey(
        StatedPerson, on_delete=models.PROTECT, related_name="identifiers", null=True
    )
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.TextField()
    plain = models.CharField(max_length=300)
    verified = models.BooleanField(null=True)
    details = models.JSONField(default=dict)

    PERSONAL_FIELDS = {"value", "plain", "details"}
    OPERATIONAL_FIELDS = {"referral", "person", "kind", "verified"}

    class Meta:
        indexes = [models.Index(name="referrals_identifier_plain", fields=["plain", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} in {self.referral_id}"


class ReportedFile(models.Model):
    """A file that a company reported: its hashes and where it stands, never the file.

    Without `referral` it waits for the report that it belongs to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="files", null=True
    )
    report_id = models.CharField(max_length=40)
    file_id = models.CharField(max_length=64, default="")
    # File names can themselves be explicit: hidden until somebody asks, which is recorded.
    file_name = models.TextField(default="")
    received_at = models.DateTimeField()
    uploaded_at = models.DateTimeField(null=True)
    uploaded_at_stated = models.CharField(max_length=64, default="")
    viewed_by_company = models.BooleanField(null=True)
    exif_viewed_by_company = models.BooleanField(null=True)
    publicly_available = models.BooleanField(null=True)
    relevance = models.CharField(max_length=40, default="")
    # The company's own grade (A1 to B2). It is not a category A, B or C.
    company_grade = models.CharField(max_length=40, default="")
    annotations = ArrayField(models.CharField(max_length=60), default=list)
    hashes = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    unmapped = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    PERSONAL_FIELDS = {"file_name", "details", "unmapped", "warnings"}
    OPERATIONAL_FIELDS = {"referral", "report_id", "file_id", "received_at", "uploaded_at"}
    OPERATIONAL_FIELDS |= {"uploaded_at_stated", "viewed_by_company", "exif_viewed_by_company"}
    OPERATIONAL_FIELDS |= {"publicly_available", "relevance", "company_grade", "annotations"}
    OPERATIONAL_FIELDS |= {"hashes"}

    class Meta:
        indexes = [
            models.Index(
                name="referrals_files_waiting",
                fields=["report_id"],
                condition=models.Q(referral=None),
            )
        ]

    def __str__(self) -> str:
        return f"File {self.file_id} of report {self.report_id}"


class IpEvent(models.Model):
    """One connection as the company logged it. Without a zone and a time it resolves to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="ip_events", null=True
    )
    person = models.ForeignKey(
        StatedPerson, on_delete=models.PROTECT, related_name="ip_events", null=True
    )
    file = models.ForeignKey(
        ReportedFile, on_delete=models.PROTECT, related_name="ip_events", null=True
    )
    address = models.CharField(max_length=100)
    at_stated = models.CharField(max_length=64, default="")
    at_utc = models.DateTimeField(null=True)
    offset_stated = models.BooleanField(null=True)
    event = models.CharField(max_length=40, default="")
    port = models.PositiveIntegerField(null=True)
    possible_proxy = models.BooleanField(null=True)

    PERSONAL_FIELDS = {"address"}
    OPERATIONAL_FIELDS = {"referral", "person", "file", "at_stated", "at_utc", "offset_stated"}
    OPERATIONAL_FIELDS |= {"event", "port", "possible_proxy"}

    class Meta:
        indexes = [models.Index(name="referrals_ip_address", fields=["address"])]

    def __str__(self) -> str:
        return f"Connection in {self.referral_id}"
