"""How old somebody is on a day, from what is said of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from symphony.people.models import PersonValue

Kind = PersonValue.Kind


@dataclass(frozen=True)
class Age:
    """The youngest and the oldest that what is known allows; None where it says nothing."""

    lowest: int | None = None
    highest: int | None = None

    @property
    def exact(self) -> int | None:
        """The age, where everything that is known agrees on one."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def words(self) -> str:
        """The age as pages show it."""
        if self.lowest is None:
            return "Age not known" if self.highest is None else f"{self.highest} or younger"
        if self.highest is None:
            return f"{self.lowest} or older"
        return str(self.lowest) if self.exact is not None else f"{self.lowest} to {self.highest}"


def span(values: Iterable[tuple[str, str]], *, on: date) -> Age:
    """Return the age on a day from values that stand, as (kind, value).

    Dates of birth and stated ages that contradict each other widen the age, so that a rule about
    children never trusts the higher one. A stated age is taken as it was stated: it does not grow.
    """
    said = [found for kind, value in values if (found := _said(on, kind, value))]
    if not said:
        return Age()
    lowest = [age.lowest for age in said if age.lowest is not None]
    highest = [age.highest for age in said]
    return Age(
        min(lowest) if lowest else None,
        None if None in highest else max(age for age in highest if age is not None),
    )


def _said(day: date, kind: str, value: str) -> Age | None:
    if kind == Kind.DATE_OF_BIRTH:
        born = date_of(value)
        if born is None or born > day:
            return None
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return Age(years, years)
    return _stated(value) if kind == Kind.AGE else None


def _stated(words: str) -> Age | None:
    """Read an age as people state it: 13, "13-15", "about 40", "under 10", "18+", "20 months"."""
    numbers = [int(number) for number in re.findall(r"\d+", words) if int(number) <= 130]
    if not numbers:
        return None
    words = words.casefold()
    if "month" in words or "week" in words or "day" in words:
        return Age(0, max(numbers) // 12)
    if re.search(r"\b(under|below|younger|less)\b|<", words):
        return Age(0, max(0, max(numbers) - 1))
    if re.search(r"\b(over|above|older|least|more)\b|\+|>", words):
        return Age(min(numbers), None)
    return Age(min(numbers), max(numbers))


def date_of(value: str) -> date | None:
    """Return the date that a value states, or None if it states none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
