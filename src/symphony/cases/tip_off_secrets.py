"""What is known of a case and must not be said to a reporter, each in the way it is looked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from symphony.cases.tip_off_words import Day, as_read

SHORTEST_PART = 3
SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Secret:
    """Something known, with why it must not be said: a pattern of words, or days."""

    why: str
    pattern: re.Pattern[str] | None = None
    # A telephone number, as its last digits.
    digits: str = ""
    days: tuple[date, date] | None = None

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Go through the places where the text says it."""
        if self.pattern:
            for found in self.pattern.finditer(text):
                yield found.span()
        if self.digits:
            for found in _NUMBER.finditer(text):
                if self.digits in re.sub(r"\D", "", found[0]):
                    yield found.span()

    def covers(self, day: Day) -> bool:
        """Say whether a day that a message names is one of its days, in any year if none stands."""
        if self.days is None:
            return False
        first, last = self.days
        years = [day.year] if day.year else range(first.year, last.year + 1)
        return any(first <= found <= last for year in years if (found := _date(day, year)))


_NUMBER = re.compile(r"\+?\d(?:[\s().-]*\d){5,}")


def _date(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _words(parts: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str] | None:
    found = [r"[\s-]+".join(map(re.escape, part.split())) for part in parts if part.strip()]
    if not found:
        return None
    longest_first = "|".join(sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", flags)


def word(value: str, *, why: str) -> Secret:
    """Look for these words as they stand, in capitals or not: a user name, a codename, an email."""
    plain = as_read(value).strip().removeprefix("@")
    return Secret(why, _words([plain] if len(plain) >= SHORTEST_PART else []))


def name(value: str, *, why: str) -> Secret:
    """Look for a person's name: all of it, or any part of it that is written as a name."""
    whole = as_read(value).strip()
    parts = [part for part in re.split(r"[\s-]+", whole) if len(part) >= SHORTEST_PART]
    # A part alone counts with a capital: "grace" and "will" are words, too.
    alone = [part[:1].upper() + part[1:] for part in parts]
    alone += [part.upper() for part in parts]
    both = [pattern for pattern in (_words([whole]), _words(alone, 0)) if pattern]
    if len(both) < 2:
        return Secret(why, _words([whole]) if len(whole) >= SHORTEST_PART else None)
    return Secret(why, re.compile(f"(?i:{both[0].pattern})|{both[1].pattern}"))


def codename(value: str, *, why: str) -> Secret:
    """Look for the name of an operation, written with a capital: it is an ordinary word, too."""
    return Secret(why, _words([as_read(value), as_read(value).upper()], 0))


def number(value: str, *, why: str) -> Secret:
    """Look for a telephone number, however it is written and with or without its country."""
    digits = re.sub(r"\D", "", value)
    bare = re.sub(r"^(?:00)?44|^0", "", digits)
    return Secret(why, digits=bare if len(bare) >= SHORTEST_NUMBER else "")


def address(value: str, *, why: str) -> Secret:
    """Look for an address, or for its street, town or postcode alone."""
    whole = as_read(value).strip()
    parts = [part.strip() for part in re.split(r"[,\n]", whole)]
    streets = [re.sub(r"^(?:flat\s)?\d+\w?\s+", "", part, flags=re.IGNORECASE) for part in parts]
    wanted = {part for part in (whole, *parts, *streets) if len(part) >= SHORTEST_PART + 1}
    return Secret(why, _words(part for part in wanted if not part.isdecimal()))


def link(value: str, *, why: str) -> Secret:
    """Look for a link, with or without how it begins."""
    return word(re.sub(r"^https?://(?:www\.)?", "", value.strip()).rstrip("/"), why=why)


def days(first: date, last: date, *, why: str) -> Secret:
    """Look for a day from first to last, however it is written."""
    return Secret(why, days=(first, last))
