"""A record of something done in a case: corrected by a new version, withdrawn with a reason.

What was entered first stays, with who replaced it and why; counts use the current versions only.
"""

from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases.models import Case
from symphony.core.errors import DomainError
from symphony.core.ids import uuid7


class NotCurrent(DomainError):
    """The record was corrected or withdrawn meanwhile."""


class ReasonMissing(DomainError):
    """A correction or withdrawal has to say why."""


class NotYours(DomainError):
    """The person's role or team does not let them record in this case."""


class CaseClosed(DomainError):
    """Nothing new is recorded in a closed case; what is in it can still be put right."""


class InTheFuture(DomainError):
    """What is recorded as done cannot lie ahead of now."""


class NothingChanged(DomainError):
    """A correction that changes nothing is none."""


class RecordQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """Return what stands: neither replaced by a correction nor withdrawn."""
        return self.filter(superseded_at=None, withdrawn_at=None)


class Record(models.Model):
    """What every such record has: its case, who entered it, and what became of the entry."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )
    correction_reason = models.TextField(blank=True, default="")
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    RECORD_PERSONAL_FIELDS: ClassVar[set[str]] = {"correction_reason", "withdrawn_reason"}
    RECORD_OPERATIONAL_FIELDS: ClassVar[set[str]] = {
        "case",
        "recorded_at",
        "recorded_by",
        "replaces",
        "superseded_at",
        "withdrawn_at",
        "withdrawn_by",
    }

    objects: Any = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawal_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_correction_says_why",
                condition=Q(replaces=None) | ~Q(correction_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"


def check_happened(moment: datetime, *, at: datetime) -> None:
    """Refuse a time that lies ahead of now."""
    if moment > at:
        raise InTheFuture("Time must be now or in the past.")


def hold(case: Case, *, by: User, permission: Permission, closed_too: bool = False) -> Case:
    """Lock the case for recording in it, and return it as it now is.

    :param closed_too: for putting right what is already there
    :raises NotYours: if the person's role or team does not let them
    :raises CaseClosed: if the case was closed
    """
    found: Case = Case.objects.select_for_update().get(pk=case.pk)
    if not by.may(permission) or by.team_id != found.team_id:
        raise NotYours(f"You cannot record this in {found.reference}.")
    if found.closed_at and not closed_too:
        raise CaseClosed(f"{found.reference} is closed. Nothing new can be recorded in it.")
    return found


R = TypeVar("R", bound=Record)


def lock_current(record: R) -> R:
    """Lock the record's row and return it as it now is.

    :raises NotCurrent: if it was corrected or withdrawn meanwhile
    """
    found: R = type(record).objects.select_for_update().get(pk=record.pk)
    if found.superseded_at or found.withdrawn_at:
        raise NotCurrent("This was corrected or withdrawn meanwhile. Open it again.")
    return found


def what_changes(record: Record, changes: dict[str, Any], *, may_change: set[str]) -> None:
    """Refuse a correction that changes nothing, or a field that a correction may not touch.

    :raises NothingChanged: if every value is what it was
    """
    if unknown := changes.keys() - may_change:
        raise TypeError(f"A correction cannot change {', '.join(sorted(unknown))}.")
    if all(getattr(record, name) == value for name, value in changes.items()):
        raise NothingChanged("Change what is wrong, or go back: nothing is different yet.")


def supersede(record: R, *, reason: str, by: User, at: datetime, **changes: Any) -> R:
    """Put a corrected version in the record's place and return it; the old one stays, replaced.

    Call inside a transaction. The caller checks who may and records the act.

    :raises NotCurrent: if it was corrected or withdrawn meanwhile
    :raises ReasonMissing: if no reason is given
    """
    if not reason.strip():
        raise ReasonMissing("Enter why this is corrected.")
    old = lock_current(record)
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    kept = {
        field.attname: getattr(old, field.attname)
        for field in old._meta.concrete_fields
        if field.name
        not in {"id", *Record.RECORD_OPERATIONAL_FIELDS, *Record.RECORD_PERSONAL_FIELDS}
    }
    new = type(old)(
        **kept,
        case=old.case,
        replaces=old,
        correction_reason=reason.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    for name, value in changes.items():
        setattr(new, name, value)
    new.save(force_insert=True)
    return new


def withdraw(
    record: Record, *, reason: str, by: User, at: datetime, what: str, about: list[str]
) -> None:
    """Take the record out of every count, with a reason, and log it as `what`.

    Call inside a transaction. The caller checks who may.

    :raises NotCurrent: if it was corrected or withdrawn meanwhile
    :raises ReasonMissing: if no reason is given
    """
    if not reason.strip():
        raise ReasonMissing("Enter why this is withdrawn.")
    found = lock_current(record)
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_reason = at, by, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    audit.record(what=what, about=about, by=by.staff_number, at=at, record=str(found.pk))
