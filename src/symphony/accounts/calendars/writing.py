"""Writes the rota as a calendar that `read` reads back: staff numbers and times, no names."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from symphony.accounts.calendars.entries import PLACES
from symphony.accounts.models import Duty
from symphony.core.clock import LONDON


def write(duties: Iterable[Duty], *, at: datetime) -> str:
    """Return the calendar of these duties, in London's time with the zone's own rules beside it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Symphony//Rota//EN")
    calendar.add("version", "2.0")
    for duty in duties:
        calendar.add_component(_event(duty, at=at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical()).decode()


def _event(duty: Duty, *, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{duty.id}@symphony")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", f"{title(duty)}: {duty.person.staff_number}")
    event.add("dtstart", _as_written(duty.begins_at))
    event.add("dtend", _as_written(duty.ends_at))
    event.add("class", "CONFIDENTIAL")
    return event


def title(duty: Duty) -> str:
    """Return what a duty is called: Shift, First on call, Second on call."""
    return f"{PLACES[duty.order - 1].capitalize()} on call" if duty.order else "Shift"


def _as_written(moment: datetime) -> datetime:
    """Return London's time, or UTC where London's clocks say the time twice and mean the second."""
    local = moment.astimezone(LONDON)
    return moment.astimezone(UTC) if local.fold else local
