"""Reading a message as a reporter would: its words, who acts in it, and the days it names."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in _MONTHS) + r")\.?"
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WHO = re.compile(
    r"(?<!\w)(?:we|we're|we'll|we've|us|our|i|i'll|my|colleagues?|police|officers?|detectives?|"
    r"constables?|sergeants?|inspectors?|teams?|units?|social workers?)(?!\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"(?<!\w)(?:{_WEEKDAYS}|mon|tues?|weds?|thurs?|fri|sat|sun|today|tonight|tomorrow|weekend|"
    r"this (?:morning|afternoon|evening|week|month)|next (?:week|month)|soon|shortly|later|"
    r"in (?:an?|one|two|a few|the next|\d+) (?:minutes?|hours?|days?|weeks?)|o'clock|noon|midnight|"
    r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)|\d{1,2}:\d\d|at \d{1,2})(?!\w)",
    re.IGNORECASE,
)
_TYPED_ALIKE = str.maketrans({"’": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-"})


def as_read(text: str) -> str:
    """Return the text as it reads: one kind of quotation mark and dash, no signs nobody sees."""
    plain = unicodedata.normalize("NFKC", text).translate(_TYPED_ALIKE)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def says_who(sentence: str) -> bool:
    """Say whether police, or whoever writes, act in the sentence."""
    return bool(_WHO.search(sentence))


def says_when(sentence: str) -> bool:
    """Say whether the sentence names a time or a day."""
    return bool(_WHEN.search(sentence)) or any(dates_in(sentence))


@dataclass(frozen=True)
class Day:
    """A day as a message names it: often without a year."""

    day: int
    month: int
    year: int | None


_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<iso>(\d{{4}})-(\d\d)-(\d\d))|"
    rf"(?P<slash>(\d{{1,2}})[/.](\d{{1,2}})(?:[/.](\d{{4}}|\d\d))?)|"
    rf"(?P<british>(\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s({_MONTH})(?:,?\s(\d{{4}}))?)|"
    rf"(?P<american>({_MONTH})\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(\d{{4}}))?))(?![\w/-])",
    re.IGNORECASE,
)


def dates_in(text: str) -> Iterator[tuple[int, str, Day]]:
    """Go through the days that a text names, as (where, words, day)."""
    for found in _DATE.finditer(text):
        (_, y1, m1, d1, _, d2, m2, y2, _, d3, m3, y3, _, m4, d4, y4) = found.groups()
        if found["iso"]:
            day = Day(int(d1), int(m1), int(y1))
        elif found["slash"]:
            day = Day(int(d2), int(m2), _year(y2))
        else:
            day = Day(int(d3 or d4), _month(m3 or m4), _year(y3 or y4))
        if 1 <= day.day <= 31 and 1 <= day.month <= 12:
            yield found.start(), found[0], day


def _month(name: str) -> int:
    begins = name.casefold()[:3]
    return next(n for n, month in enumerate(_MONTHS, start=1) if month.startswith(begins))


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
