"""How old somebody was on a day, from what is said of them.

Where what is said differs, the youngest age holds: nobody is treated as older than they may be.
An age as stated is taken as it stands, however long ago it was stated.
"""

import re
from collections.abc import Iterable
from datetime import date

from symphony.people.models import PersonValue


def born(values: Iterable[PersonValue]) -> date | None:
    """Return the date of birth, the latest one if several are said."""
    return max(_dates_of_birth(values), default=None)


def age_on(values: Iterable[PersonValue], day: date) -> int | None:
    """Return the age on that day, or None if nothing is said that tells it."""
    values = list(values)
    ages = [_years(birth, day) for birth in _dates_of_birth(values) if birth <= day]
    ages += [
        int(value.value)
        for value in values
        if _stands(value, PersonValue.Kind.AGE) and re.fullmatch(r"\d{1,3}", value.value.strip())
    ]
    return min(ages, default=None)


def _dates_of_birth(values: Iterable[PersonValue]) -> list[date]:
    found = []
    for value in values:
        if _stands(value, PersonValue.Kind.DATE_OF_BIRTH):
            try:
                found.append(date.fromisoformat(value.value.strip()))
            except ValueError:
                continue
    return found


def _stands(value: PersonValue, kind: PersonValue.Kind) -> bool:
    return value.kind == kind and value.withdrawn_at is None


def _years(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
