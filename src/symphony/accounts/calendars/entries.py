"""One entry of a calendar, taken as a duty: who, in which place, from when to when.

An entry says both in its title, `First on call: 4101` or `Shift: priya.shah@example.org`, and may
name the person as its one attendee instead (`ATTENDEE:mailto:...`). Times need a zone.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Event

from symphony.accounts.models import Duty, uid_of

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
TITLE = re.compile(rf"(?i)(?P<what>shift|(?P<place>{'|'.join(PLACES)}) on call)(?:: *(?P<who>.*))?")
HOW_TITLES_READ = "Write `First on call: 4101`, `Second on call: 4101` or `Shift: 4101`."


@dataclass(frozen=True)
class Problem:
    """What cannot be meant: in which entry, what, and what to do about it."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


@dataclass(frozen=True)
class Entry:
    """One duty as a calendar says it; whose it is, as written there."""

    where: str
    uid: str
    key: str
    who: str
    kind: Duty.Kind
    order: int | None
    begins_at: datetime
    ends_at: datetime


class NotADuty(Exception):
    """The entry cannot be taken as a duty."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def place_of(number: int, event: Event) -> str:
    """Return how an entry is called in a problem: its number, and its title if it has one."""
    said = event.get("SUMMARY", "")
    title = str(said[0] if isinstance(said, list) else said).strip()[:60]
    return f"Entry {number} ({title})" if title else f"Entry {number}"


def is_cancelled(event: Event) -> bool:
    """Say whether the entry only says that there is no duty any more."""
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def entry_of(event: Event, *, where: str, at: datetime) -> Entry | None:
    """Return the duty that one entry (or one time of a repeated one) says; none if it is over.

    :raises NotADuty: with what is wrong, and what to do
    """
    begins_at, ends_at = _times(event)
    if max(begins_at, ends_at) <= at:
        return None
    kind, order, who = _title(event)
    key = key_of(event)
    return Entry(
        where=where,
        uid=uid_of(key),
        key=key,
        who=_attendee(event) or who,
        kind=kind,
        order=order,
        begins_at=begins_at,
        ends_at=ends_at,
    )


def key_of(event: Event) -> str:
    """Return what an entry is known by: its UID, and of a series which time it is of it.

    A time of a series is known by its first beginning, wherever it has moved since.
    """
    uid = str(event.get("UID", "")).strip()
    if not uid or len(uid) > 255:
        raise NotADuty("has no UID of at most 255 characters.", "Export the calendar again.")
    first = event.get("RECURRENCE-ID")
    if first is None:
        return uid
    return f"{uid}/{_moment(first.dt, 'RECURRENCE-ID'):%Y%m%dT%H%M%SZ}"


def _title(event: Event) -> tuple[Duty.Kind, int | None, str]:
    title = " ".join(str(event.get("SUMMARY", "")).split())
    match = TITLE.fullmatch(title)
    if match is None:
        raise NotADuty("has a title that says no duty.", HOW_TITLES_READ)
    who = (match["who"] or "").strip()
    if match["place"] is None:
        return Duty.Kind.SHIFT, None, who
    return Duty.Kind.ON_CALL, PLACES.index(match["place"].lower()) + 1, who


def _attendee(event: Event) -> str:
    found = event.get("ATTENDEE")
    if found is None:
        return ""
    if isinstance(found, list):
        raise NotADuty("has several attendees.", "Make one entry for each person.")
    return re.sub(r"(?i)^mailto:", "", str(found)).strip()


def _times(event: Event) -> tuple[datetime, datetime]:
    begin = event.get("DTSTART")
    if begin is None:
        raise NotADuty("does not say when it begins.", "Give it a beginning (DTSTART).")
    begins_at = _moment(begin.dt, "beginning")
    if (end := event.get("DTEND")) is not None:
        return begins_at, _moment(end.dt, "end")
    length = event.get("DURATION")
    if length is None or not isinstance(length.dt, timedelta):
        raise NotADuty("does not say when it ends.", "Give it an end (DTEND or DURATION).")
    return begins_at, begins_at + length.dt


def _moment(stated: Any, what: str) -> datetime:
    """Return a stated time in UTC; one without a time, a zone or an existence is refused.

    A time that the clocks of October say twice means the first of the two (RFC 5545, 3.3.5).
    """
    if not isinstance(stated, datetime):
        day = stated if isinstance(stated, date) else None
        words = f"lasts whole days ({what} {day})." if day else f"has a {what} that is no time."
        raise NotADuty(words, "Give it a time of day, to the minute.")
    if stated.tzinfo is None:
        raise NotADuty(
            f"has a {what} without a time zone that is known.",
            "Use UTC (`...Z`) or a zone such as TZID=Europe/London.",
        )
    moment = stated.astimezone(UTC)
    if moment.astimezone(stated.tzinfo).replace(tzinfo=None) != stated.replace(tzinfo=None):
        raise NotADuty(
            f"has a {what} that does not exist: the clocks went forward over {stated:%H:%M}.",
            "Give the time after the change.",
        )
    return moment
