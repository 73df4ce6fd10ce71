"""Who may decide, when things are due, and what always comes first."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import alarm, clocks
from symphony.triage.models import Band, Decision, Path

TIME_TO_GRADE_BY_HAND = timedelta(hours=3)
HOLD_WITHOUT_WORK = timedelta(minutes=30)
TIME_FOR_SECOND_PERSON = timedelta(hours=24)

RANK_FIRST, RANK_NOT_GRADED = 0, 3
RANKS = {Band.VERY_HIGH: 1, Band.HIGH: 2, Band.MEDIUM: 4, Band.LOW: 5}


class NotAllowedToDecide(DomainError):
    """The person's role does not let them decide on referrals."""


class NotAllowedToEndorse(DomainError):
    """The second person has to be somebody else who may."""


class NotAllowedToAcknowledge(DomainError):
    """The person's role does not answer alerts."""


class RationaleMissing(DomainError):
    """A decision has to say why, and why it differs from what was suggested."""


def time_to_acknowledge() -> timedelta:
    """Return how long whoever was asked has to acknowledge an alert, before the next one is."""
    return timedelta(minutes=settings.MINUTES_TO_ACKNOWLEDGE)


def check_may_decide(user: User) -> None:
    """Refuse anyone whose role may not decide."""
    if not user.may(Permission.DECIDE_TRIAGE):
        raise NotAllowedToDecide("Your role does not decide on referrals.")


def check_may_endorse(
    user: User, decision: Decision, *, sent_back: Collection[UUID] = frozenset()
) -> None:
    """Refuse the first person, and anyone whose role may not endorse.

    :param sent_back: who made a decision for no further action on it that was sent back
    """
    if not user.may(Permission.ENDORSE_NO_FURTHER_ACTION):
        raise NotAllowedToEndorse("Your role does not endorse decisions.")
    if decision.decided_by_id == user.pk:
        raise NotAllowedToEndorse("You made this decision. Someone else must endorse it.")
    if user.pk in sent_back:
        raise NotAllowedToEndorse(
            "You decided the same on this referral before, and it was sent back. Someone else must"
            " endorse it."
        )


def check_may_acknowledge(user: User) -> None:
    """Refuse anyone whose role does not answer alerts."""
    if not user.may(Permission.ACKNOWLEDGE_ALERTS):
        raise NotAllowedToAcknowledge("Your role does not answer alerts.")


def check_says_why(
    *,
    band: Band,
    path: Path,
    rationale: str,
    why_different: str,
    suggested: tuple[str | None, str | None],
) -> None:
    """Refuse a decision without a rationale, or one that differs and does not say why.

    Where nothing was suggested there is nothing to differ from.
    """
    if not rationale.strip():
        raise RationaleMissing("Enter why you decided this.")
    differs = [
        decided
        for decided, said in zip((band, path), suggested, strict=True)
        if said is not None and decided != said
    ]
    if differs and not why_different.strip():
        raise RationaleMissing("Enter why you differ from the suggestion.")


def first_reasons(referral: Referral, using: alarm.InUse | None = None) -> list[tuple[str, str]]:
    """Return, as (rule, words), the facts that always come first, whatever the policy says.

    :param using: as for `alarm.why_it_alerts`
    """
    reasons = []
    if referral.danger_now:
        reasons.append(("F1", "The sender says that a child is in danger now"))
    if referral.high_priority:
        reasons.append(("F2", "The company marked it high priority"))
    if referral.self_harm:
        reasons.append(("F3", "A child speaks of hurting themselves"))
    if not reasons and (why := alarm.why_it_alerts(referral, using)):
        reasons.append(("F4", f"Words in the report: {why[0].lower()}{why[1:]}"))
    return reasons


def is_doubtful(referral: Referral) -> bool:
    """Say whether it is kept apart, because a machine or a joker may have sent it.

    Never when it says one of the facts that always come first.
    """
    return bool(referral.doubts) and not first_reasons(referral)


def rank(*, band: Band | None, comes_first: bool) -> int:
    """Return the place in the queue: lower comes first."""
    if comes_first:
        return RANK_FIRST
    return RANKS[band] if band else RANK_NOT_GRADED


def due_at(*, band: Band | None, received_at: datetime) -> datetime:
    """Return when the response is due: calendar days in London, or three hours to grade it."""
    if band is None:
        return received_at + TIME_TO_GRADE_BY_HAND
    return clocks.calendar_days_after(received_at, clocks.days_to_respond(band))
