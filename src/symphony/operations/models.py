"""A planned period of action that gathers many cases."""

from django.db import models
from django.db.models import F, Q

from symphony.accounts.models import Team, User
from symphony.cases.models import Case
from symphony.core.ids import uuid7


class Operation(models.Model):
    """A planned operation: a codename and the days, in London time, that it covers."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    codename = models.CharField(max_length=60)
    purpose = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"slug", "codename", "purpose", "starts_on", "ends_on", "planned_at"}
    OPERATIONAL_FIELDS |= {"planned_by", "team"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="operations_end_not_before_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.codename


class OperationCase(models.Model):
    """That a case belongs to an operation. Taken out again, it leaves a dated trace."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    removed_reason = models.TextField(default="")

    PERSONAL_FIELDS = {"removed_reason"}
    OPERATIONAL_FIELDS = {"operation", "case", "added_at", "added_by", "removed_at", "removed_by"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="operations_case_once",
                fields=["operation", "case"],
                condition=Q(removed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.operation_id}"
