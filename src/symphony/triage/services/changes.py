"""Looking at "band may have changed": kept with a reason, seen, or overtaken by a decision."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import queries, rules
from symphony.triage.models import Assessment, GradeChange, QueueEntry

# What somebody has seen who was shown that there is nothing.
NOTHING: Final = UUID(int=0)


class ChangedAgain(DomainError):
    """More was learnt while the officer was looking."""


class NothingToLookAt(DomainError):
    """Somebody has looked at it, or decided again, meanwhile."""


def key_of(shown: Assessment | GradeChange | None) -> UUID:
    """Return what a page carries of what it shows; `has_changed` compares it."""
    return shown.pk if shown else NOTHING


def has_changed(seen: UUID | None, *, now: Assessment | GradeChange | None) -> bool:
    """Say whether something else stands by now than somebody read; None was not asked."""
    return seen is not None and seen != key_of(now)


@transaction.atomic
def look_at_changes(
    *, referral: Referral, why_kept: str = "", seen: UUID | None = None, by: User, at: datetime
) -> int:
    """Close every open change of the referral's grade: an officer has looked; return how many.

    :param why_kept: why the decision that stands is kept; it has to be said where one stands
    :param seen: the key of the newest change that the officer had before them, where a page
        showed it
    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises rules.RationaleMissing: if a decision stands and nothing is said
    :raises NothingToLookAt: if no change is open any more
    :raises ChangedAgain: if a newer one has come than they saw
    """
    rules.check_may_decide(by)
    # Whoever decides on it, or learns more about it, waits for this lock.
    QueueEntry.objects.select_for_update().get(referral=referral)
    latest = queries.open_changes([referral]).first()
    if latest is None:
        raise NothingToLookAt(f"Somebody has looked at {referral.reference} again meanwhile.")
    if has_changed(seen, now=latest):
        raise ChangedAgain("More was learnt while you were looking. Read it again.")
    if queries.current_decision(referral) and not why_kept.strip():
        raise rules.RationaleMissing("Enter why the decision stands.")
    return close_changes(referral, why_kept=why_kept.strip(), by=by, at=at)


def close_changes(referral: Referral, *, why_kept: str, by: User, at: datetime) -> int:
    """Mark every open change as looked at, by the act of another service, and record it."""
    closed: int = GradeChange.objects.filter(referral=referral, looked_at=None).update(
        looked_at=at, looked_by=by, why_kept=why_kept
    )
    if closed:
        audit.record(
            what="triage.change_looked_at",
            about=referral.reference,
            by=by.staff_number,
            at=at,
            kept=bool(why_kept),
        )
    return closed
