"""The clocks of a referral are paused and go on again; one that ran out is noticed and answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import clocks, queries
from symphony.triage.clocks import Done, State
from symphony.triage.models import Breach, ClockPause

# So many are looked at each time; what is left waits for the next minute.
AT_A_TIME = 500


class NotAllowedToPause(DomainError):
    """The person's role does not pause clocks."""


class CannotPause(DomainError):
    """The clocks cannot be paused, or go on, as they stand."""


class NotAllowedToAnswer(DomainError):
    """The person's role does not answer for clocks that ran out."""


class CannotAnswer(DomainError):
    """The breach has been answered for, or the answer says nothing."""


@transaction.atomic
def pause_clocks(
    *,
    referral: Referral,
    reason: ClockPause.Reason,
    words: str,
    by: User,
    at: datetime,
    done: Done = queries.NOT_DONE,
) -> ClockPause:
    """Stop the response clocks of a referral until they are resumed. The child's goes on.

    :param done: what later stages know of the referral
    :raises NotAllowedToPause: if their role does not pause clocks
    :raises CannotPause: if they stand still, are met or have run out, or nothing says why
    """
    _check_may_pause(by)
    if not words.strip():
        raise CannotPause("Enter why the clocks are paused.")
    # Two pauses at once: the second waits here, and is refused.
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    running = {
        clock.kind: clock.state
        for clock in queries.clocks_of(referral, at=at, done=done)
        if clock.kind in clocks.CAN_BE_PAUSED
    }
    if not running:
        raise CannotPause("It is not graded yet: there is no response clock to pause.")
    states = set(running.values())
    if State.PAUSED in states or ClockPause.objects.filter(referral=referral, ends_at=None):
        raise CannotPause("The clocks are paused already.")
    if states == {State.MET}:
        raise CannotPause("The clocks are met: there is nothing to pause.")
    if states == {State.OVERDUE}:
        raise CannotPause("The time has run out. A pause does not give it back.")
    pause = ClockPause.objects.create(
        referral=referral, reason=reason, words=words.strip(), begins_at=at, paused_by=by
    )
    audit.record(
        what="triage.clocks_paused",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        reason=reason,
    )
    return pause


@transaction.atomic
def resume_clocks(*, referral: Referral, by: User, at: datetime) -> ClockPause:
    """Let the response clocks go on; they are due later by as long as they stood still.

    :raises NotAllowedToPause: if their role does not pause clocks
    :raises CannotPause: if they are not paused
    """
    _check_may_pause(by)
    pause: ClockPause | None = (
        ClockPause.objects.select_for_update().filter(referral=referral, ends_at=None).first()
    )
    if pause is None:
        raise CannotPause("The clocks are not paused.")
    pause.ends_at, pause.resumed_by = max(at, pause.begins_at), by
    pause.save(update_fields=["ends_at", "resumed_by"])
    audit.record(what="triage.clocks_resumed", about=referral.reference, by=by.staff_number, at=at)
    return pause


def _check_may_pause(user: User) -> None:
    if not user.may(Permission.PAUSE_CLOCKS):
        raise NotAllowedToPause("Your role does not pause clocks.")


def notice_breaches(
    *, at: datetime, in_cases: Iterable[Referral] = (), done: Mapping[UUID, Done] | None = None
) -> int:
    """Write into the register each clock that has run out; return how many were new.

    :param in_cases: decided referrals whose response may be late, and `done`, what is known of
        them: later stages know both
    """
    undecided = queries.waiting_too_long(at=at, limit=AT_A_TIME)
    referrals = {one.pk: one for one in [*undecided, *in_cases]}
    found = queries.clocks_of_many(referrals.values(), at=at, done=done or {})
    late = [
        Breach(referral=referrals[pk], clock=clock.kind, due_at=clock.due_at, noticed_at=at)
        for pk, of_one in found.items()
        for clock in of_one
        if clock.state == State.OVERDUE and clock.kind in clocks.IN_THE_REGISTER
    ]
    return _write(late, at=at)


@transaction.atomic
def _write(late: list[Breach], *, at: datetime) -> int:
    keys = [one.referral_id for one in late]
    there = set(Breach.objects.filter(referral__in=keys).values_list("referral", "clock"))
    new = [one for one in late if (one.referral_id, str(one.clock)) not in there]
    # Another worker may have written the same at this moment: the database keeps one of the two.
    Breach.objects.bulk_create(new, ignore_conflicts=True)
    audit.record_many(
        [
            audit.Act("triage.clock_ran_out", one.referral.reference, {"clock": str(one.clock)})
            for one in new
        ],
        by="system:worker",
        at=at,
    )
    return len(new)


@transaction.atomic
def answer_breach(*, breach: Breach, words: str, by: User, at: datetime) -> Breach:
    """Record what a supervisor says of a clock that ran out; it stays in the register.

    :raises NotAllowedToAnswer: if their role does not answer for it
    :raises CannotAnswer: if somebody has done so, or it says nothing
    """
    if not by.may(Permission.ANSWER_BREACHES):
        raise NotAllowedToAnswer("Your role does not answer for the breach register.")
    if not words.strip():
        raise CannotAnswer("Enter why it was late, and what is done about it.")
    found = Breach.objects.select_for_update(of=("self",)).select_related(
        "referral", "acknowledged_by"
    )
    breach = found.get(pk=breach.pk)
    if breach.acknowledged_by:
        raise CannotAnswer(f"{breach.acknowledged_by.name} has answered for it.")
    breach.acknowledged_by, breach.acknowledged_at, breach.words = by, at, words.strip()
    breach.save(update_fields=["acknowledged_by", "acknowledged_at", "words"])
    audit.record(
        what="triage.breach_answered",
        about=breach.referral.reference,
        by=by.staff_number,
        at=at,
        clock=breach.clock,
    )
    return breach
