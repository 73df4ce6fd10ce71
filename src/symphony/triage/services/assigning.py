"""Giving waiting referrals to an officer, one or many at once, and taking that back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage import queries, rules
from symphony.triage.models import Assignment, QueueEntry, ReadMark


class CannotBeAssigned(DomainError):
    """The person chosen does not decide on referrals."""


class NothingToTakeBack(DomainError):
    """The assignment is somebody else's, or was taken back already."""


@dataclass
class Assigned:
    """What became of an assignment: what was given, and what was skipped and why."""

    batch: UUID | None = None
    given: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def assign(
    *, references: Iterable[str], to: User, by: User, at: datetime, why: str = ""
) -> Assigned:
    """Give these waiting referrals to an officer, as if they had taken them, and new to them.

    What a colleague works on, what has left the queue and what is not theirs to give is skipped.
    Two people who assign at once wait for each other, and the second finds what the first did.

    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises CannotBeAssigned: if the chosen person's does not
    """
    rules.check_may_decide(by)
    if not to.may(Permission.DECIDE_TRIAGE):
        raise CannotBeAssigned(f"{to.name} does not decide on referrals.")
    assigned = Assigned()
    wanted = list(dict.fromkeys(references))
    entries = _lock(wanted)
    taken = []
    for reference in wanted:
        if why_not := queries.why_not_assign(entries.get(reference), to=to, by=by, at=at):
            assigned.skipped.append((reference, why_not))
        else:
            assigned.given.append(reference)
            taken.append(entries[reference])
    if taken:
        assigned.batch = _give(taken, to=to, by=by, at=at, why=why)
    return assigned


def _lock(references: list[str]) -> dict[str, QueueEntry]:
    """Lock the entries, in the order of their keys so that two people cannot lock each other.

    Their holders are read when all are locked: joined to a row that was waited for, PostgreSQL
    would give the holder from before the wait.
    """
    keys = Referral.objects.filter(reference__in=references).values("pk")
    entries = QueueEntry.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = list(entries)
    prefetch_related_objects(found, "referral", "holder")
    return {entry.referral.reference: entry for entry in found}


def _give(entries: list[QueueEntry], *, to: User, by: User, at: datetime, why: str) -> UUID:
    batch, keys = uuid7(), [entry.pk for entry in entries]
    Assignment.objects.bulk_create(
        Assignment(
            batch=batch,
            referral_id=entry.referral_id,
            given_to=to,
            given_by=by,
            given_at=at,
            why=why.strip(),
            held_before_by=entry.holder,
            held_before_at=entry.held_at,
        )
        for entry in entries
    )
    QueueEntry.objects.filter(pk__in=keys).update(holder=to, held_at=at)
    ReadMark.objects.filter(referral__in=keys, reader=to).delete()
    references = [entry.referral.reference for entry in entries]
    audit.record(
        what="triage.assigned", about=references, by=by.staff_number, at=at, to=to.staff_number
    )
    return batch


@transaction.atomic
def take_back(*, batch: UUID, by: User, at: datetime) -> list[str]:
    """Undo an assignment: who held each referral before holds it again. Returns what was undone.

    What was decided, handed back or taken since stays as it is.

    :raises NothingToTakeBack: if it is not theirs, or nothing is left of it
    """
    made = Assignment.objects.filter(batch=batch, given_by=by, undone_at=None)
    found = {one.referral_id: one for one in made.select_related("held_before_by")}
    entries = (
        QueueEntry.objects.select_for_update(of=("self",))
        .filter(pk__in=found, left_at=None)
        .select_related("referral")
        .order_by("referral_id")
    )
    undone = []
    for entry in entries:
        one = found[entry.referral_id]
        if (entry.holder_id, entry.held_at) == (one.given_to_id, one.given_at):
            entry.holder, entry.held_at = one.held_before_by, one.held_before_at
            entry.save(update_fields=["holder", "held_at"])
            undone.append(entry)
    if not undone:
        raise NothingToTakeBack("Nothing of this assignment is left to take back.")
    made.filter(referral__in=[entry.pk for entry in undone]).update(undone_at=at)
    references = [entry.referral.reference for entry in undone]
    audit.record(what="triage.assignment_undone", about=references, by=by.staff_number, at=at)
    return references
