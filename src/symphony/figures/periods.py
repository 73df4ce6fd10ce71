"""The days that a figure is about, in London time, both ends included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from symphony.core.clock import LONDON
from symphony.core.errors import DomainError

DAY = timedelta(days=1)
# A longer period is shown by months.
LONGEST_BY_DAY = 31


class EndBeforeStart(DomainError):
    """A period's last day lies before its first."""


@dataclass(frozen=True)
class Period:
    """From the first day's midnight to the midnight after the last day, in London."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise EndBeforeStart("The last day must be the same as or after the first day.")

    @property
    def begins_at(self) -> datetime:
        """The first moment of the period."""
        return midnight(self.starts_on)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return midnight(self.ends_on + DAY)

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def words(self) -> str:
        """15 to 21 May 2023; 29 May to 3 June 2023; 25 May 2022 to 24 May 2023; 18 May 2023."""
        first, last = self.starts_on, self.ends_on
        until = f"{last.day} {last:%B %Y}"
        if first == last:
            return until
        if first.year != last.year:
            return f"{first.day} {first:%B %Y} to {until}"
        if first.month != last.month:
            return f"{first.day} {first:%B} to {until}"
        return f"{first.day} to {until}"

    def year_before(self) -> "Period":
        """Return the same days of the year before; 29 February becomes 28."""
        return Period(_a_year_before(self.starts_on), _a_year_before(self.ends_on))

    def until(self, day: date) -> "Period":
        """Return the part of the period up to a day inside it, or all of it."""
        return Period(self.starts_on, max(self.starts_on, min(self.ends_on, day)))

    def parts(self) -> list["Period"]:
        """Return its days, or its months if it is longer; those at the ends may not be whole."""
        days = self.length <= LONGEST_BY_DAY
        return list(self._days() if days else self._months())

    def _days(self) -> Iterator["Period"]:
        for number in range(self.length):
            day = self.starts_on + number * DAY
            yield Period(day, day)

    def _months(self) -> Iterator["Period"]:
        first = self.starts_on
        while first <= self.ends_on:
            next_month = (first.replace(day=1) + 31 * DAY).replace(day=1)
            yield Period(first, min(next_month - DAY, self.ends_on))
            first = next_month


def midnight(day: date) -> datetime:
    """Return the moment, in UTC, at which a day begins in London."""
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def twelve_months_to(day: date) -> Period:
    """Return the twelve months that end with a day."""
    return Period(_a_year_before(day) + DAY, day)


def financial_year_of(day: date) -> Period:
    """Return the year from April to March that a day falls in."""
    year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
