"""How times are written: for staff, for the public, and as clocks that run out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from symphony.core.clock import LONDON

DAY = timedelta(days=1)
SOON = timedelta(hours=2)


def staff_date(day: date) -> str:
    """Return a day as staff read it: 14 Jun 2026."""
    return f"{day.day} {day:%b %Y}"


def staff_time(moment: datetime) -> str:
    """Return a moment as staff read it, in London: 14 Jun 2026, 03:05."""
    local = moment.astimezone(LONDON)
    return f"{staff_date(local)}, {local:%H:%M}"


def public_date(day: date) -> str:
    """Return a day as the public reads it: 14 June 2026."""
    return f"{day.day} {day:%B %Y}"


def public_time(moment: datetime) -> str:
    """Return a moment as the public reads it, in London: 14 June 2026, 3:05am."""
    local = moment.astimezone(LONDON)
    return f"{public_date(local)}, {_clock_face(local)}"


def public_clock(moment: datetime) -> str:
    """Return the time of day as the public reads it, in London: 3:05am."""
    return _clock_face(moment.astimezone(LONDON))


def _clock_face(local: datetime) -> str:
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def span(length: timedelta) -> str:
    """Return a length of time in its two largest units: 2 h 55 min, 1 d 4 h, under 1 min."""
    minutes = int(length.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours and days < 7 else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else "under 1 min"


@dataclass(frozen=True)
class Clock:
    """A clock as it is shown: its state, which has a colour, and its words, which say all."""

    state: str
    words: str
    due: datetime | None = None


def read_clock(
    *,
    due: datetime | None,
    now: datetime,
    began: datetime | None = None,
    met: datetime | None = None,
    paused: datetime | None = None,
    waiting_for: str = "",
) -> Clock:
    """Return how a clock stands at a moment.

    It is due soon in its last quarter (when it is known when it began) or its last two hours.
    """
    if met:
        return Clock("met", f"Met {staff_time(met)}", due)
    if paused:
        reason = f": waiting for {waiting_for}" if waiting_for else ""
        return Clock("paused", f"Paused {span(now - paused)}{reason}", due)
    if due is None:
        return Clock("on-time", "No time set")
    if now > due:
        return Clock("overdue", f"Overdue by {span(now - due)} ({_short(due, now)})", due)
    left = due - now
    soon = left <= SOON or (began is not None and left * 4 <= due - began)
    words = f"Due {_short(due, now)}" if left > DAY else f"Due in {span(left)} ({_short(due, now)})"
    return Clock("due-soon" if soon else "on-time", words, due)


def _short(moment: datetime, now: datetime) -> str:
    """Return the time alone within a day of now, else the day with it, and the year if another."""
    local, here = moment.astimezone(LONDON), now.astimezone(LONDON)
    if abs(moment - now) <= DAY:
        return f"{local:%H:%M}"
    day = f"{local.day} {local:%b}" if local.year == here.year else staff_date(local)
    return f"{day}, {local:%H:%M}"
