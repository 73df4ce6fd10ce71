"""Who is working on a referral: taken from the queue by one person at a time."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.referrals.models import Referral
from symphony.triage import queries, rules
from symphony.triage.models import QueueEntry, ReadMark


class HeldByAnother(DomainError):
    """A colleague holds the referral."""


class NotInQueue(DomainError):
    """The referral has left the queue."""


class NotDoubtful(DomainError):
    """The report is not kept apart, or not any more."""


@transaction.atomic
def take_next(*, by: User, at: datetime) -> Referral | None:
    """Give the person the most urgent referral that nobody holds, or None if there is none.

    Two people asking at once get two different ones (`SKIP LOCKED`). A hold without work ends
    after half an hour; what its holder records begins it again.

    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    """
    rules.check_may_decide(by)
    entry = (
        queries.free_entries(at=at)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("referral")
        .first()
    )
    if entry is None:
        return None
    _give(entry, to=by, at=at)
    return entry.referral


@transaction.atomic
def hold(*, referral: Referral, by: User, at: datetime) -> None:
    """Give the person this referral, if nobody else is working on it.

    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises NotInQueue: if it has been decided
    :raises HeldByAnother: if a colleague holds it
    """
    rules.check_may_decide(by)
    entry = _lock(referral)
    held = entry.held_at is not None and entry.held_at > at - rules.HOLD_WITHOUT_WORK
    if held and entry.holder is not None and entry.holder != by:
        raise HeldByAnother(f"{entry.holder.name} is working on {referral.reference}.")
    _give(entry, to=by, at=at)


@transaction.atomic
def hand_back(*, referral: Referral, by: User, at: datetime) -> None:
    """Put a referral that this person holds back, so that the next person is given it.

    :raises HeldByAnother: if it is not theirs
    """
    entry = _lock(referral)
    if entry.holder != by:
        raise HeldByAnother(f"{referral.reference} is not held by you.")
    entry.holder, entry.held_at = None, None
    entry.save(update_fields=["holder", "held_at"])
    audit.record(what="triage.handed_back", about=referral.reference, by=by.staff_number, at=at)


def renew(*, referral: Referral, by: User, at: datetime) -> None:
    """Let the half hour without work begin again: its holder has worked on the referral.

    Nothing happens where somebody else holds it by now, or nobody does. Call after whatever else
    the act locks: whoever decides locks the entry first, and refers to the referral then.
    """
    held = QueueEntry.objects.filter(referral=referral, left_at=None, holder=by, held_at__lt=at)
    held.update(held_at=at)


def _lock(referral: Referral) -> QueueEntry:
    # The holder is asked for when the row is locked: joined to it, PostgreSQL would give the one
    # from before a wait for the lock, which is nobody where a colleague was faster.
    entry = QueueEntry.objects.select_for_update().filter(referral=referral, left_at=None).first()
    if entry is None:
        raise NotInQueue(f"{referral.reference} has left the queue.")
    return entry


def _give(entry: QueueEntry, *, to: User, at: datetime) -> None:
    entry.holder, entry.held_at = to, at
    entry.save(update_fields=["holder", "held_at"])
    audit.record(what="triage.taken", about=entry.referral.reference, by=to.staff_number, at=at)


@transaction.atomic
def move_to_queue(*, referral: Referral, by: User, at: datetime) -> None:
    """Put a report that was kept apart as doubtful among those that wait.

    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises NotInQueue: if it has been decided
    :raises NotDoubtful: if it is in the queue already
    """
    rules.check_may_decide(by)
    entry = _lock(referral)
    if not entry.is_doubtful:
        raise NotDoubtful(f"{referral.reference} is in the queue already.")
    entry.is_doubtful = False
    entry.save(update_fields=["is_doubtful"])
    audit.record(what="triage.moved_to_queue", about=referral.reference, by=by.staff_number, at=at)
    work_waits("queue")


def mark_read(*, referral: Referral, by: User, at: datetime) -> None:
    """Make the referral no longer new to this person. The look itself is logged by the page."""
    ReadMark.objects.bulk_create(
        [ReadMark(referral=referral, reader=by, read_at=at)],
        update_conflicts=True,
        update_fields=["read_at"],
        unique_fields=["referral", "reader"],
    )


def mark_unread(*, referral: Referral, by: User, at: datetime) -> None:
    """Make the referral new to this person again."""
    ReadMark.objects.filter(referral=referral, reader=by).delete()
    audit.record(what="triage.marked_unread", about=referral.reference, by=by.staff_number, at=at)
