"""What a rota may say, and where it leaves nobody or asks too much: no database calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from symphony.accounts.models import Duty, User
from symphony.accounts.permissions import Permission
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError

# A fortnight on call at most: a longer one is a slip in a date. It is counted by the clock on the
# wall, as planners count: the day on which October's clocks go back has 25 hours.
LONGEST = {Duty.Kind.SHIFT: timedelta(hours=24), Duty.Kind.ON_CALL: timedelta(days=14)}
LAST_PLACE = 9


class NotAllowedToPlan(DomainError):
    """The person's role does not plan the rota."""


class CannotBeOnDuty(DomainError):
    """The duty cannot be meant: who, when or in which place."""


@dataclass(frozen=True)
class Span:
    """A length of time; without an end it goes on as far as anybody has planned."""

    begins_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class Overlap:
    """Two duties that cannot both be meant, and why."""

    first: Duty
    second: Duty
    why: str


def check_may_plan(user: User) -> None:
    """Refuse anyone whose role does not plan the rota."""
    if not user.may(Permission.PLAN_ROTA):
        raise NotAllowedToPlan("Your role does not plan the rota.")


def check_duty(
    *, person: User, kind: Duty.Kind, order: int | None, begins_at: datetime, ends_at: datetime
) -> None:
    """Refuse a duty that no one could do: of nobody, of no length, or in no place."""
    if not person.is_active:
        raise CannotBeOnDuty(f"The account {person.staff_number} is closed.")
    if ends_at <= begins_at:
        raise CannotBeOnDuty("The end must be after the beginning.")
    if _on_the_wall(ends_at) - _on_the_wall(begins_at) > LONGEST[kind]:
        days = LONGEST[kind] // timedelta(days=1)
        words = f"{days} days" if days > 1 else "24 hours"
        raise CannotBeOnDuty(f"{kind.label} must be {words} or less: check the dates.")
    if kind == Duty.Kind.ON_CALL:
        _check_on_call(person, order)


def _on_the_wall(moment: datetime) -> datetime:
    return moment.astimezone(LONDON).replace(tzinfo=None)


def _check_on_call(person: User, order: int | None) -> None:
    if not person.may(Permission.ACKNOWLEDGE_ALERTS):
        raise CannotBeOnDuty(
            f"{person.name} ({person.staff_number}) cannot be on call: the role of"
            f" {person.get_role_display().lower()} does not answer alerts."
        )
    if order is None or not 1 <= order <= LAST_PLACE:
        raise CannotBeOnDuty(f"Whoever is on call has a place from 1 to {LAST_PLACE}.")


def gaps(covered: Iterable[Span], *, since: datetime, until: datetime) -> list[Span]:
    """Return the times within a period in which no span runs, in their order."""
    found, reached = [], since
    for span in sorted(covered, key=lambda span: span.begins_at):
        if span.begins_at >= until:
            break
        if span.begins_at > reached:
            found.append(Span(reached, span.begins_at))
        if span.ends_at is None:
            return found
        reached = max(reached, span.ends_at)
    if reached < until:
        found.append(Span(reached, until))
    return found


def overlaps(duties: Sequence[Duty]) -> list[Overlap]:
    """Return the pairs of one rota that cannot both be meant.

    One person in two places on call at once, or two people in the same place. A shift beside a
    time on call is ordinary.
    """
    found = []
    in_order = sorted(
        (duty for duty in duties if duty.kind == Duty.Kind.ON_CALL), key=lambda d: d.begins_at
    )
    for number, first in enumerate(in_order):
        for second in in_order[number + 1 :]:
            if second.begins_at >= first.ends_at:
                break
            if first.person_id == second.person_id:
                found.append(Overlap(first, second, "One person is on call twice"))
            elif first.order == second.order:
                found.append(Overlap(first, second, "Two people have the same place"))
    return found
