"""What can be assigned and to whom, and what was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import MAY, Permission, Role
from symphony.referrals.models import Referral
from symphony.triage import rules
from symphony.triage.models import Assignment, QueueEntry

DECIDE = tuple(role for role in Role if Permission.DECIDE_TRIAGE in MAY[role])


@dataclass(frozen=True)
class Officer:
    """Somebody who can be given referrals, and whether their shift runs now."""

    person: User
    is_on_shift: bool


def officers(*, at: datetime) -> list[Officer]:
    """Return the people whose role decides on referrals: those on shift first, then by name."""
    on_shift = accounts.on_shift(at=at)
    found = [Officer(person, person.pk in on_shift) for person in accounts.active(roles=DECIDE)]
    return sorted(found, key=lambda officer: not officer.is_on_shift)


def why_not_assign(entry: QueueEntry | None, *, to: User | None, by: User, at: datetime) -> str:
    """Say why a referral cannot be given to somebody by somebody now; empty where it can.

    :param to: whom it is for, or None while that is not chosen yet
    """
    if entry is None:
        return "There is no such referral in the queue"
    if entry.left_at is not None:
        return "It was decided meanwhile"
    if entry.is_doubtful:
        return "It is kept apart as doubtful"
    held = entry.held_at is not None and entry.held_at > at - rules.HOLD_WITHOUT_WORK
    holder = entry.holder if held else None
    if holder and to and holder == to:
        return f"{holder.name} holds it already"
    if holder and holder != by:
        return f"{holder.name} is working on it"
    if holder != by and not by.may(Permission.ASSIGN_REFERRALS):
        return "You do not hold it, and only a supervisor assigns what they do not hold"
    return ""


def assignable(
    *, references: Iterable[str], viewer: User, at: datetime
) -> tuple[list[QueueEntry], list[tuple[str, str]]]:
    """Return the entries that this person could assign now, in the order of the queue, and what
    would be skipped, as (reference, why)."""
    wanted = list(dict.fromkeys(references))
    entries = (
        QueueEntry.objects.filter(referral__reference__in=wanted)
        .select_related("referral", "holder")
        .order_by("rank", "due_at", "referral")
    )
    found, skipped = [], []
    for entry in entries:
        if why_not := why_not_assign(entry, to=None, by=viewer, at=at):
            skipped.append((entry.referral.reference, why_not))
        else:
            found.append(entry)
    there = {entry.referral.reference for entry in found} | {one for one, _ in skipped}
    gone = why_not_assign(None, to=None, by=viewer, at=at)
    return found, skipped + [(one, gone) for one in wanted if one not in there]


def assignments(*, batch: UUID, by: User) -> list[Assignment]:
    """Return what somebody assigned at one press, in the order of the queue."""
    found = Assignment.objects.filter(batch=batch, given_by=by)
    found = found.select_related("referral", "referral__queue_entry", "given_to")
    return list(found.order_by("referral__queue_entry__rank", "referral__queue_entry__due_at"))


def handed_over(referral: Referral, *, to: User) -> Assignment | None:
    """Return how a referral came to this person, if the last one who gave it gave it to them."""
    last = Assignment.objects.filter(referral=referral, undone_at=None).order_by("-given_at", "-id")
    found = last.select_related("given_by").first()
    return found if found and found.given_to_id == to.pk else None
