"""Which duty an entry of a calendar has made before: no database calls."""

from collections.abc import Iterable

from symphony.accounts.calendars.entries import Entry
from symphony.accounts.models import Duty


def match(
    entries: Iterable[Entry], duties: Iterable[Duty]
) -> tuple[list[tuple[Entry, Duty | None]], list[Duty]]:
    """Return each entry of one UID with its duty, and the duties that no entry stands for any more.

    :param duties: those of that UID that stand and are not over
    """
    left = list(duties)
    pairs: list[tuple[Entry, Duty | None]] = []
    for entry in entries:
        own = [duty for duty in left if _is_of(duty, entry)]
        duty = min(own, key=lambda one: _unlike(one, entry), default=None)
        if duty is not None:
            left.remove(duty)
        pairs.append((entry, duty))
    return pairs, left


def _is_of(duty: Duty, entry: Entry) -> bool:
    """Say whether a duty of the UID can be the entry's: a single entry stands for all of them."""
    if entry.key == entry.uid:
        return True
    return duty.calendar_key == entry.key or duty.calendar_key.startswith(f"{entry.key}/")


def _unlike(duty: Duty, entry: Entry) -> tuple[bool, bool, object]:
    moved = duty.begins_at != entry.begins_at
    return moved, duty.calendar_key != entry.key, duty.begins_at
