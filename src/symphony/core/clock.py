"""The one clock. Pages, jobs and commands ask it; domain code is given the moment as `at`.

A real installation runs on real time. The demonstration runs on a clock set back by an offset
that was fixed when it was first loaded, so that its queue always holds a morning's live work.
Sign-in, tokens and the audit log's time of recording use `real_now`.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from symphony.core import installation

LONDON = ZoneInfo("Europe/London")
DEMONSTRATION_OPENS = datetime(2023, 5, 24, 10, 30, tzinfo=LONDON)


def real_now() -> datetime:
    """Return the real time, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the installation's time, in UTC: real, or set back in a demonstration."""
    return real_now() + installation.clock_offset()


def today() -> date:
    """Return the installation's date in London."""
    return now().astimezone(LONDON).date()


def offset_that_opens_now() -> timedelta:
    """Return the offset that makes the demonstration's clock show its opening moment."""
    return DEMONSTRATION_OPENS - real_now()
