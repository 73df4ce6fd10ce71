"""One line of the queue as it is shown: its clocks, its age, where it came from, who has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from symphony.triage import queries
from symphony.triage.clocks import Clock
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
    age: str
    source: str
    state: str
    # Why its band may have changed, in words; empty where it has not.
    changed: str


def lines(rows: Iterable[queries.QueueRow], *, at: datetime) -> list[Line]:
    """Return rows with every clock that a row shows: six queries, however many rows."""
    found = list(rows)
    referrals = [row.referral for row in found if row.referral]
    clocks = queries.clocks_of_many(referrals, at=at, done={})
    return [
        line(row, at=at, clocks=clocks[row.referral.pk] if row.referral else ()) for row in found
    ]


def line(row: queries.QueueRow, *, at: datetime, clocks: Iterable[Clock] = ()) -> Line:
    """Return a waiting referral as lists show it; without its clocks by what the queue knows."""
    lapsed = "Yours until the half hour ended" if row.has_lapsed else "Waiting"
    return Line(
        row=row,
        clocks=_clocks(row, clocks),
        age=times.span(at - row.received_at),
        source=row.sender or SOURCES[row.channel],
        state="You" if row.is_mine else row.holder_name or lapsed,
        changed=_changed(row),
    )


def _clocks(row: queries.QueueRow, clocks: Iterable[Clock]) -> list[LineClock]:
    found = [
        LineClock(SHOWN[one.kind], one.due_at, one.began_at, one.paused_at, one.waiting_for)
        for one in clocks
        if one.kind in SHOWN and one.met_at is None
    ]
    if not found:
        found = [LineClock("Respond" if row.band else "Grade", row.due_at, row.received_at)]
    if row.alert_to_acknowledge_by:
        first = LineClock("Acknowledge", row.alert_to_acknowledge_by, row.received_at)
        found.insert(0, first)
    return found


def _changed(row: queries.QueueRow) -> str:
    if not row.changed_from:
        return ""
    return f"It was {BANDS[row.changed_from].lower()}. {row.changed_because}."
