"""The counter at the door: every file that came, what became of it, and its exact bytes."""

from django.db import models
from django.db.models import Q

from symphony.core.ids import uuid7
from symphony.referrals.models.referral import Channel, Referral


class ImportRun(models.Model):
    """One run of the importer over the files that it was given."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    channel = models.CharField(max_length=20, choices=Channel)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=40)
    finished_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"channel", "started_at", "started_by", "finished_at"}

    def __str__(self) -> str:
        return f"Run {self.id}"


class RawDocument(models.Model):
    """The exact bytes of one document that was read, kept as received."""

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        FILE_DETAILS = "file_details", "File details"
        RESPONSE = "response", "Answer of the reporting system"
        SUBMISSION = "submission", "Public form"

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="documents", null=True
    )
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel)
    report_id = models.CharField(max_length=40, default="")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    body = models.BinaryField()
    received_at = models.DateTimeField()
    importer = models.CharField(max_length=20)

    PERSONAL_FIELDS = {"body"}
    OPERATIONAL_FIELDS = {"referral", "kind", "channel", "report_id", "sha256", "size"}
    OPERATIONAL_FIELDS |= {"received_at", "importer"}

    class Meta:
        indexes = [
            models.Index(
                name="referrals_documents_waiting",
                fields=["report_id"],
                condition=Q(referral=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class QuarantinedItem(models.Model):
    """Something that came and could not be read: kept with the reason, and counted."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reference = models.CharField(max_length=14, unique=True)
    channel = models.CharField(max_length=20, choices=Channel)
    source_name = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    code = models.CharField(max_length=40)
    reason = models.TextField()
    # Line, column, element: wherever the reader can say.
    place = models.CharField(max_length=200, default="")
    # The exact bytes; the document with the embedded file cut out; or nothing, for media.
    body = models.BinaryField(null=True)
    body_is_redacted = models.BooleanField(default=False)
    report_id = models.CharField(max_length=40, default="")
    high_priority = models.BooleanField(null=True)

    PERSONAL_FIELDS = {"source_name", "body", "reason", "place"}
    OPERATIONAL_FIELDS = {"reference", "channel", "sha256", "size", "received_at", "code"}
    OPERATIONAL_FIELDS |= {"body_is_redacted", "report_id", "high_priority"}

    class Meta:
        indexes = [models.Index(name="referrals_quarantined", fields=["received_at"])]

    def __str__(self) -> str:
        return self.reference


class Receipt(models.Model):
    """One file that came, once: received = stored + known + supplemented + quarantined."""

    class Outcome(models.TextChoices):
        IMPORTED = "imported", "Stored"
        KNOWN = "known", "Known"
        SUPPLEMENTED = "supplemented", "Supplemented"
        QUARANTINED = "quarantined", "Quarantined"

    id = models.UUIDField(primary_key=True, default=uuid7)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="receipts", null=True)
    channel = models.CharField(max_length=20, choices=Channel)
    source_name = models.TextField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    document = models.ForeignKey(
        RawDocument, on_delete=models.PROTECT, related_name="receipts", null=True
    )
    quarantined = models.ForeignKey(
        QuarantinedItem, on_delete=models.PROTECT, related_name="receipts", null=True
    )

    PERSONAL_FIELDS = {"source_name"}
    OPERATIONAL_FIELDS = {"run", "channel", "sha256", "received_at", "outcome", "document"}
    OPERATIONAL_FIELDS |= {"quarantined"}

    class Meta:
        indexes = [models.Index(name="referrals_receipt_day", fields=["channel", "received_at"])]
        constraints = [
            models.CheckConstraint(
                name="referrals_receipt_has_what_it_says",
                condition=Q(outcome="quarantined", quarantined__isnull=False)
                | Q(outcome__in=["imported", "supplemented"], document__isnull=False)
                | Q(outcome="known"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.sha256[:12]}"
