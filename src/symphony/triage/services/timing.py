"""The clocks of a referral are paused and go on again; one that ran out is noticed and answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import Permission, Role
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.referrals.models import Referral
from symphony.triage import clocks, queries
from symphony.triage.clocks import Done, State
from symphony.triage.models import (
    Band,
    Breach,
    ClockKind,
    ClockNotice,
    ClockPause,
    Decision,
    QueueEntry,
)
from symphony.triage.services.holding import renew

Stops = ClockPause.Stops
STOPPED = {Stops.RESPONSES: clocks.RESPONSES, Stops.CHILD_FIRST: (ClockKind.CHILD_FIRST,)}
# So many are looked at in one go.
AT_A_TIME = 500
# When a clock of one of these runs out, a supervisor is told at once.
TELLS = (Band.VERY_HIGH, Band.HIGH)


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
    stops: ClockPause.Stops = Stops.RESPONSES,
    done: Done = queries.NOT_DONE,
) -> ClockPause:
    """Stop the response clocks of a referral, or the child's, until they are resumed.

    Each stops by a pause of its own: what a visit waits for need not keep a child waiting.

    :param done: what later stages know of the referral
    :raises NotAllowedToPause: if their role does not pause clocks
    :raises CannotPause: if they stand still, are met or have run out, or nothing says why
    """
    _check_may_pause(by)
    stops = Stops(stops)
    if not words.strip():
        raise CannotPause("Enter why the clocks are paused.")
    # Two pauses at once: the second waits here, and is refused.
    # Not against those who decide: they hold its place, which is asked for below, and refer to it.
    referral = Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    _check_can_pause(referral, stops, at=at, done=done)
    pause = ClockPause.objects.create(
        referral=referral,
        stops=stops,
        reason=reason,
        words=words.strip(),
        begins_at=at,
        paused_by=by,
    )
    renew(referral=referral, by=by, at=at)
    audit.record(
        what="triage.clocks_paused",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        reason=reason,
        stops=stops.value,
    )
    return pause


def _check_can_pause(
    referral: Referral, stops: ClockPause.Stops, *, at: datetime, done: Done
) -> None:
    states = {
        clock.state
        for clock in queries.clocks_of(referral, at=at, done=done)
        if clock.kind in STOPPED[stops]
    }
    name = stops.label.lower()
    is_one = stops == Stops.CHILD_FIRST
    if not states:
        raise CannotPause(
            "The report names no child: there is no child-first clock to pause."
            if is_one
            else "It is not graded yet: there is no response clock to pause."
        )
    open_pauses = ClockPause.objects.filter(referral=referral, stops=stops, ends_at=None)
    if State.PAUSED in states or open_pauses.exists():
        raise CannotPause(f"The {name} {'is' if is_one else 'are'} paused already.")
    if states == {State.MET}:
        raise CannotPause(f"The {name} {'is' if is_one else 'are'} met: there is nothing to pause.")
    if states <= {State.OVERDUE, State.MET}:
        raise CannotPause("The time has run out. A pause does not give it back.")


@transaction.atomic
def resume_clocks(
    *,
    referral: Referral,
    by: User,
    at: datetime,
    stops: ClockPause.Stops = Stops.RESPONSES,
) -> ClockPause:
    """Let paused clocks go on; they are due later by as long as they stood still.

    :raises NotAllowedToPause: if their role does not pause clocks
    :raises CannotPause: if they are not paused
    """
    _check_may_pause(by)
    stops = Stops(stops)
    pause: ClockPause | None = (
        ClockPause.objects.select_for_update()
        .filter(referral=referral, stops=stops, ends_at=None)
        .first()
    )
    if pause is None:
        is_one = stops == Stops.CHILD_FIRST
        raise CannotPause(f"The {stops.label.lower()} {'is' if is_one else 'are'} not paused.")
    pause.ends_at, pause.resumed_by = max(at, pause.begins_at), by
    pause.save(update_fields=["ends_at", "resumed_by"])
    renew(referral=referral, by=by, at=at)
    audit.record(
        what="triage.clocks_resumed",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        stops=stops.value,
    )
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
    noticed = _notice(list(in_cases), at=at, done=done or {})
    page = queries.waiting_too_long(at=at, limit=AT_A_TIME)
    while page:
        noticed += _notice(page, at=at, done=done or {})
        more = len(page) == AT_A_TIME
        page = queries.waiting_too_long(at=at, limit=AT_A_TIME, after=page[-1]) if more else []
    return noticed


def _notice(referrals: list[Referral], *, at: datetime, done: Mapping[UUID, Done]) -> int:
    by_key = {one.pk: one for one in referrals}
    found = queries.clocks_of_many(referrals, at=at, done=done)
    late = [
        Breach(referral=by_key[pk], clock=clock.kind, due_at=clock.due_at, noticed_at=at)
        for pk, of_one in found.items()
        for clock in of_one
        if clock.state == State.OVERDUE and clock.kind in clocks.IN_THE_REGISTER
    ]
    return _write(late, at=at) if late else 0


@transaction.atomic
def _write(late: list[Breach], *, at: datetime) -> int:
    """Write what is new: the first time of a clock, or a later one, when more time was given."""
    keys = [one.referral_id for one in late]
    there = {
        (referral, clock): last
        for referral, clock, last in Breach.objects.filter(referral__in=keys)
        .values_list("referral", "clock")
        .annotate(last=Max("due_at"))
    }
    new = [
        one
        for one in late
        if (last := there.get((one.referral_id, str(one.clock)))) is None or one.due_at > last
    ]
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
    if new:
        _tell_supervisors(new, at=at)
    return len(new)


def _tell_supervisors(new: list[Breach], *, at: datetime) -> None:
    """Have supervisors mailed about urgent clocks, each once: those on shift, or else all."""
    if not settings.EMAIL_URL:
        return
    keys = [one.referral_id for one in new]
    urgent = Q(referral__in=keys, band__in=TELLS)
    if not (
        QueueEntry.objects.filter(urgent).exists()
        or Decision.objects.filter(urgent, replaced_at=None).exists()
    ):
        return
    supervisors = [
        user
        for user in accounts.active(roles=(Role.SUPERVISOR,))
        if user.may(Permission.ANSWER_BREACHES)
    ]
    here = accounts.on_shift(at=at)
    asked = [user for user in supervisors if user.pk in here] or supervisors
    ClockNotice.objects.bulk_create(
        [ClockNotice(person=user, made_at=at) for user in asked], ignore_conflicts=True
    )
    work_waits("notices")


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
