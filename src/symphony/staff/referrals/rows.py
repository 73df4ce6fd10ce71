"""One line of the queue as it is shown: its clocks, its age, where it came from, who has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from symphony.triage import queries
from symphony.triage.clocks import Clock, place_of
from symphony.triage.models import Band, ClockKind
from symphony.web import times

SOURCES = {"cybertipline": "CyberTipline", "public_form": "Public"}
BANDS = {**dict(Band.choices), "not_graded": "Not graded"}
# What a row shows of a referral's clocks. The response from receipt ends before that from grading.
SHOWN = {
    ClockKind.GRADE: "Grade",
    ClockKind.FROM_RECEIPT: "Respond",
    ClockKind.CHILD_FIRST: "Child first",
}


@dataclass(frozen=True)
class LineClock:
    """One clock of a row."""

    name: str
    due_at: datetime
    began_at: datetime
    paused_at: datetime | None = None
    waiting_for: str = ""


@dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    row: queries.QueueRow
    clocks: list[LineClock]
    # The one of them that places it in the queue.
    place: LineClock
    age: str
    source: str
    state: str
    # Why its band may have changed, in words; empty where it has not.
    changed: str


def lines(rows: Iterable[queries.QueueRow], *, at: datetime) -> list[Line]:
    """Return rows with every clock that a row shows: six queries, however many rows."""
    found = list(rows)
    clocks = queries.clocks_of_many([row.referral for row in found], at=at, done={})
    return [_line(row, at=at, clocks=clocks[row.referral.pk]) for row in found]


def place(clock: Clock) -> LineClock:
    """Return the one clock of a referral that a page shows which has room for no second."""
    return LineClock(
        SHOWN[clock.kind], clock.due_at, clock.began_at, clock.paused_at, clock.waiting_for
    )


def _line(row: queries.QueueRow, *, at: datetime, clocks: list[Clock]) -> Line:
    lapsed = "Yours until the half hour ended" if row.has_lapsed else "Waiting"
    return Line(
        row=row,
        clocks=_clocks(row, clocks),
        place=place(place_of(clocks)),
        age=times.span(at - row.received_at),
        source=row.sender or SOURCES[row.channel],
        state="You" if row.is_mine else row.holder_name or lapsed,
        changed=_changed(row),
    )


def _clocks(row: queries.QueueRow, clocks: Iterable[Clock]) -> list[LineClock]:
    found = [place(one) for one in clocks if one.kind in SHOWN and one.met_at is None]
    if row.alert_to_acknowledge_by:
        first = LineClock("Acknowledge", row.alert_to_acknowledge_by, row.received_at)
        found.insert(0, first)
    return found


def _changed(row: queries.QueueRow) -> str:
    if not row.changed_from:
        return ""
    return f"It was {BANDS[row.changed_from].lower()}. {row.changed_because}."
