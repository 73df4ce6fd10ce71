"""Reads a calendar as a rota, all of it or nothing, with every problem that it has.

Repeated entries are spread out by `recurring-ical-events`, for as far as anybody plans.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.error import InvalidCalendar

from symphony.accounts.calendars.checking import check_readable, check_repetition
from symphony.accounts.calendars.entries import (
    Entry,
    NotADuty,
    Problem,
    entry_of,
    is_cancelled,
    key_of,
    place_of,
)
from symphony.accounts.models import uid_of
from symphony.core.errors import DomainError

MOST_BYTES = 1_000_000
MOST_ENTRIES = 2_000
# How far ahead of the moment of reading a repeated entry is spread out.
AHEAD = timedelta(days=400)
_REPEATS = ("RRULE", "RDATE")
_FRAMES = ("VCALENDAR", "VEVENT")
_CANNOT_REPEAT = (
    *(ValueError, TypeError, AttributeError, OverflowError),
    recurring_ical_events.InvalidCalendar,
)


class CalendarRefused(DomainError):
    """The calendar holds something that cannot be meant; nothing of it was taken in."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        super().__init__(f"{first}{more}")
        self.problems = problems


@dataclass(frozen=True)
class Reading:
    """What a calendar says: the duties that are not over, and about which UIDs it speaks at all."""

    entries: list[Entry]
    uids: frozenset[str]
    over: int


def read(text: str, *, at: datetime) -> Reading:
    """Return every duty that a calendar says and that is not over.

    A UID without a duty is that of an entry that was cancelled, or moved out of the times read.

    :raises CalendarRefused: with every problem in it: where, what, and what to do
    """
    calendar = _calendar(text)
    events = _events(calendar)
    withdraws = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    entries: list[Entry] = []
    keys: dict[str, int] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    over = 0
    for number, event in enumerate(events, start=1):
        where = place_of(number, event)
        try:
            check_readable(event)
            _check_once(event, keys, number)
            for one in _spread_out(event, events, at=at):
                if withdraws or is_cancelled(one):
                    continue
                entry = entry_of(one, where=where, at=at)
                if entry is None:
                    over += 1
                elif entry.key in seen:
                    words = f"says the time {entry.begins_at:%d %B %Y} twice."
                    raise NotADuty(words, "Take one of the two out.")
                else:
                    seen.add(entry.key)
                    entries.append(entry)
        except NotADuty as fault:
            problems.append(Problem(where, fault.what, fault.remedy))
        except (InvalidCalendar, OverflowError) as failure:
            words = f"has a value that cannot be read ({str(failure)[:100]})."
            problems.append(Problem(where, words, "Correct it in the calendar."))
        if len(entries) > MOST_ENTRIES:
            raise _whole(f"has more than {MOST_ENTRIES:,} duties.", "Give the repetition an end.")
    if problems:
        raise CalendarRefused(problems)
    return Reading(entries, frozenset(uid_of(key) for key in keys), over)


def _check_once(event: Event, keys: dict[str, int], number: int) -> None:
    """Refuse an entry that could not be told from an earlier one when it comes again."""
    key = key_of(event)
    if key not in keys:
        keys[key] = number
    elif "RECURRENCE-ID" in event:
        words = f"changes the same time as Entry {keys[key]}."
        raise NotADuty(words, "Take one of the two out.")
    else:
        raise NotADuty(f"has the UID of Entry {keys[key]}.", "Give each entry a UID of its own.")


def _calendar(text: str) -> Calendar:
    if len(text.encode()) > MOST_BYTES:
        raise _whole("is larger than 1 MB.", "Export fewer months.")
    lines = text.removeprefix("\ufeff").strip().replace("\r\n", "\n").replace("\r", "\n")
    _check_frame(lines)
    try:
        calendar = Calendar.from_ical(lines)
    except (ValueError, InvalidCalendar) as failure:
        words = f"is no calendar that can be read: {str(failure)[:100]}."
        raise _whole(words, "Look at its time zones, or export it again.") from failure
    if not isinstance(calendar, Calendar):
        raise _whole("is no calendar.", "Export it as iCalendar (.ics).")
    return calendar


def _check_frame(lines: str) -> None:
    """Refuse what is no calendar, or not one whole one, in words that say which."""
    if "\x00" in lines:
        raise _whole("is no calendar: it is not text.", "Export it as iCalendar (.ics).")
    begins, ends = (
        {kind: len(re.findall(rf"(?im)^{word}:{kind}\s*$", lines)) for kind in _FRAMES}
        for word in ("BEGIN", "END")
    )
    if not re.match(r"(?i)BEGIN:VCALENDAR\s*(\n|$)", lines):
        raise _whole(
            "is no calendar: it does not begin with BEGIN:VCALENDAR.",
            "Export it as iCalendar (.ics).",
        )
    if begins["VCALENDAR"] > 1:
        raise _whole("holds several calendars.", "Import them one by one.")
    if begins != ends:
        raise _whole(
            "breaks off: an entry or the calendar has no end (END:VEVENT, END:VCALENDAR).",
            "Export it again, and send all of it.",
        )


def _events(calendar: Calendar) -> list[Event]:
    events = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    if not events:
        raise _whole("has no entries.", "Export the calendar that holds the rota.")
    if len(events) > MOST_ENTRIES:
        raise _whole(f"has more than {MOST_ENTRIES:,} entries.", "Export fewer months.")
    return events


def _spread_out(event: Event, events: list[Event], *, at: datetime) -> Iterator[Event]:
    """Yield the entry, or each time of it if it is repeated.

    An entry that changes one time of a repeated one comes out with that one.
    """
    if not any(name in event for name in _REPEATS):
        if "RECURRENCE-ID" not in event:
            yield event
        elif not _series(event, events):
            raise NotADuty("changes one time of an entry that is not here.", "Export both.")
        return
    check_repetition(event)
    alone = Calendar()
    for one in [event, *(other for other in events if _changes(other, event))]:
        alone.add_component(one)
    try:
        times = recurring_ical_events.of(alone).between(at, at + AHEAD)
    except _CANNOT_REPEAT as failure:
        words = f"repeats in a way that cannot be read ({str(failure)[:100]})."
        raise NotADuty(words, "Write its times out one by one.") from failure
    yield from times


def _changes(other: Event, event: Event) -> bool:
    return "RECURRENCE-ID" in other and other.get("UID") == event.get("UID")


def _series(event: Event, events: list[Event]) -> bool:
    return any(
        other.get("UID") == event.get("UID") and any(name in other for name in _REPEATS)
        for other in events
    )


def _whole(what: str, remedy: str) -> CalendarRefused:
    return CalendarRefused([Problem("The file", what, remedy)])
