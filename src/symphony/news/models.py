"""Releases: written from figures, approved by a second person, then public."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.core.ids import uuid7
from symphony.operations.models import Operation


class Release(models.Model):
    """A news release from its first draft on. Numbers stand in it as chosen figures only."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AWAITING = "awaiting", "Awaiting approval"
        RETURNED = "returned", "Sent back"
        PUBLISHED = "published", "Published"

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=100, unique=True)
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="releases", null=True
    )
    title = models.CharField(max_length=160)
    # Paragraphs with figures written as {figure:1}, {period} and {operation}; never digits.
    body = models.TextField()
    state = models.CharField(max_length=9, choices=State)
    version = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    returned_reason = models.TextField(default="")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"slug", "operation", "title", "body", "state", "version", "written_by"}
    OPERATIONAL_FIELDS |= {"written_at", "changed_by", "changed_at", "sent_by", "sent_at"}
    OPERATIONAL_FIELDS |= {"returned_by", "returned_reason", "approved_by", "approved_at"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="news_approved_by_and_at_together",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="news_approved_by_a_second_person",
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("written_by"))
                & ~Q(approved_by=F("changed_by"))
                & ~Q(approved_by=F("sent_by")),
            ),
            models.CheckConstraint(
                name="news_published_only_when_approved",
                condition=~Q(state="published") | Q(approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ReleaseVersion(models.Model):
    """A release's text as it stood once: who wrote it so, and who sent it for approval so.

    Whoever is named in any version of a release cannot be its second person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"release", "version", "title", "body", "changed_by", "changed_at"}
    OPERATIONAL_FIELDS |= {"sent_by", "sent_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="news_one_of_a_version", fields=["release", "version"]),
            models.CheckConstraint(
                name="news_version_sent_by_and_at_together",
                condition=Q(sent_by=None, sent_at=None)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.release_id}"


class ReleaseFigure(models.Model):
    """One figure in a release, frozen as it was counted, with what it was counted by."""

    class Rounding(models.TextChoices):
        EXACT = "exact", "Exact number"
        MORE_THAN = "more_than", "“More than”, to the ten below"
        MORE_THAN_100 = "more_than_100", "“More than”, to the hundred below"
        FEWER_THAN_FIVE = "fewer_than_five", "“Fewer than 5” when small"

    id = models.UUIDField(primary_key=True, default=uuid7)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=40)
    rule = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+", null=True)
    rounding = models.CharField(max_length=15, choices=Rounding)
    value = models.PositiveIntegerField()
    words = models.CharField(max_length=60)
    as_at = models.DateTimeField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"release", "position", "measure", "rule", "starts_on", "ends_on"}
    OPERATIONAL_FIELDS |= {"operation", "rounding", "value", "words", "as_at", "chosen_by"}
    OPERATIONAL_FIELDS |= {"removed_at", "removed_by"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="news_one_figure_a_position", fields=["release", "position"]
            ),
            models.CheckConstraint(
                name="news_figure_removed_by_and_at_together",
                condition=Q(removed_by=None, removed_at=None)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} in {self.release_id}"


class Publication(models.Model):
    """What the public may read: a frozen copy of an approved release, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="publication")
    # yyyy-mm-dd-words, as it stands in the address.
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    # [["text", {"figure": 0}, "text"], …]: paragraphs of plain text and figures, by their place in
    # `figures`; "begins": true beside it where the figure's words begin a sentence.
    paragraphs = models.JSONField()
    # [{"title", "words", "period", "counted", "rule", "as_at"}, …]
    figures = models.JSONField()
    published_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"release", "slug", "title", "paragraphs", "figures", "published_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*"}
    PUBLIC_ROLE_MAY = {"SELECT": "*"}

    class Meta:
        indexes = [models.Index(name="news_published_in_order", fields=["published_at"])]

    def __str__(self) -> str:
        return self.slug
