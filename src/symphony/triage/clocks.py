"""The clocks of a referral: what is due by when, how each stands, and what a pause does to it.

Plain arithmetic on what is given; nothing here asks the database. Days are calendar days in
London: what came at 14:10 is due at 14:10, whether or not the clocks have changed in between. A
pause is a length of time: as long as a clock stood still, so much later it is due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from symphony.core.clock import LONDON
from symphony.triage.models import Band, ClockKind

BANDS = (Band.VERY_HIGH, Band.HIGH, Band.MEDIUM, Band.LOW)
TIME_TO_GRADE = timedelta(hours=3)
# Due soon: the last quarter of the time there is, or the last two hours.
LAST_HOURS = timedelta(hours=2)
# A clock that has stood still for longer is one that somebody looks at.
PAUSED_LONG = timedelta(days=7)
RESPONSES = (ClockKind.FROM_RECEIPT, ClockKind.FROM_GRADING)
PLACES = (ClockKind.GRADE, ClockKind.FROM_RECEIPT)
# A provider that loses its data breaks no promise of ours: it is shown, and not in the register.
IN_THE_REGISTER = (
    ClockKind.GRADE,
    ClockKind.FROM_RECEIPT,
    ClockKind.FROM_GRADING,
    ClockKind.CHILD_FIRST,
)


class State(StrEnum):
    """How a clock stands."""

    MET = "met"
    PAUSED = "paused"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stood still; without an end it still does."""

    begins_at: datetime
    ends_at: datetime | None
    waiting_for: str = ""


@dataclass(frozen=True)
class Done:
    """What later stages know of a referral: when somebody was there, and acted for a child.

    A case that was closed stops what still ran.
    """

    visited_at: datetime | None = None
    child_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Subject:
    """What the clocks of one referral are worked out from."""

    received_at: datetime
    band: Band | None
    # When the band that stands was first given, by the policy or by the officer who decided.
    graded_at: datetime | None = None
    # When a decision ended the matter at triage, and no visit follows.
    ended_at: datetime | None = None
    names_a_child: bool = False
    # Of the two responses; the child's clock stands still only for pauses of its own.
    pauses: Sequence[Pause] = ()
    child_pauses: Sequence[Pause] = ()
    # When the connections were made that only a provider can tell whose they were.
    connections: Sequence[datetime] = ()
    done: Done = field(default_factory=Done)

    @property
    def over_at(self) -> datetime | None:
        """When there was nothing left to respond to: decided at triage, or the case closed."""
        return self.ended_at or self.done.closed_at


@dataclass(frozen=True)
class Clock:
    """One clock at one moment."""

    kind: ClockKind
    began_at: datetime
    due_at: datetime
    state: State
    met_at: datetime | None = None
    paused_at: datetime | None = None
    waiting_for: str = ""

    @property
    def was_late(self) -> bool:
        """Say whether what was due came, and after its time."""
        return self.met_at is not None and self.met_at > self.due_at


def calendar_days_after(moment: datetime, days: int) -> datetime:
    """Return the same time of day in London, so many days later.

    A time that the clocks of March skip falls an hour later; of one that the clocks of October say
    twice the first is meant, since a child does not wait for the second.
    """
    local = (moment.astimezone(LONDON) + timedelta(days=days)).replace(fold=0)
    return local.astimezone(moment.tzinfo)


def days_to_respond(band: Band) -> int:
    """Return in how many days the response to this band is due."""
    return int(settings.DAYS_TO_RESPOND[BANDS.index(band)])


def due_after_pauses(
    due_at: datetime, pauses: Iterable[Pause], *, began_at: datetime, at: datetime
) -> datetime:
    """Return when something is due, later by as long as its clock stood still until now.

    A pause that began when the time had run out already gives none back.
    """
    reached = began_at
    for pause in sorted(pauses, key=lambda pause: pause.begins_at):
        begins, ends = max(pause.begins_at, reached), min(pause.ends_at or at, at)
        if begins < due_at and ends > begins:
            due_at += ends - begins
            reached = ends
    return due_at


def clocks_of(subject: Subject, *, at: datetime) -> list[Clock]:
    """Return every clock of a referral as it stands, in the order in which a page shows them."""
    found = [*_responses(subject, at=at)]
    if subject.names_a_child:
        began = subject.received_at
        due = calendar_days_after(began, settings.CHILD_FIRST_DAYS)
        met = subject.done.child_at or subject.over_at
        pauses = subject.child_pauses
        found.append(_clock(ClockKind.CHILD_FIRST, began, due, met=met, pauses=pauses, at=at))
    if subject.connections and subject.over_at is None:
        found.append(_provider_data(subject.connections, at=at))
    return found


def place_of(found: Iterable[Clock]) -> Clock:
    """Return the clock that places a waiting referral: to be graded, or the response from receipt.

    Every referral has one of the two, and the response from receipt runs out before the other.
    """
    return next(clock for clock in found if clock.kind in PLACES)


def _responses(subject: Subject, *, at: datetime) -> Iterable[Clock]:
    received = subject.received_at
    if subject.band is None:
        yield _clock(ClockKind.GRADE, received, received + TIME_TO_GRADE, at=at)
        return
    days = days_to_respond(subject.band)
    met = subject.done.visited_at or subject.over_at
    begins = {ClockKind.FROM_RECEIPT: received, ClockKind.FROM_GRADING: subject.graded_at}
    for kind, began in begins.items():
        if began is not None:
            due = calendar_days_after(began, days)
            yield _clock(kind, began, due, met=met, pauses=subject.pauses, at=at)


def _provider_data(connections: Iterable[datetime], *, at: datetime) -> Clock:
    """Return the clock of what is lost soonest, or of what was lost last if all of it is."""
    kept = timedelta(days=settings.PROVIDER_DATA_DAYS)
    in_order = sorted(connections)
    soonest = next((made for made in in_order if made + kept > at), in_order[-1])
    return _clock(ClockKind.PROVIDER_DATA, soonest, soonest + kept, at=at)


def _clock(
    kind: ClockKind,
    began_at: datetime,
    due_at: datetime,
    *,
    at: datetime,
    met: datetime | None = None,
    pauses: Iterable[Pause] = (),
) -> Clock:
    until = min(met, at) if met else at
    due = due_after_pauses(due_at, pauses, began_at=began_at, at=until)
    open_now = [pause for pause in pauses if pause.ends_at is None and pause.begins_at <= at]
    standing = open_now[0] if open_now and not met and open_now[0].begins_at < due else None
    return Clock(
        kind=kind,
        began_at=began_at,
        due_at=due,
        state=_state(began_at, due, met=met, is_paused=standing is not None, at=at),
        met_at=met,
        paused_at=standing.begins_at if standing else None,
        waiting_for=standing.waiting_for if standing else "",
    )


def _state(
    began_at: datetime, due_at: datetime, *, met: datetime | None, is_paused: bool, at: datetime
) -> State:
    if met:
        return State.MET
    if is_paused:
        return State.PAUSED
    if at > due_at:
        return State.OVERDUE
    left = due_at - at
    is_soon = left <= LAST_HOURS or left * 4 <= due_at - began_at
    return State.DUE_SOON if is_soon else State.ON_TIME
