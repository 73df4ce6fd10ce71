"""The days that a figure is about, in London time."""

from datetime import UTC, date, datetime

import pytest

from symphony.figures import periods
from symphony.figures.periods import EndBeforeStart, Period


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_it_runs_from_midnight_in_london_to_the_midnight_after_its_last_day():
    week = Period(date(2023, 5, 15), date(2023, 5, 21))
    assert (week.begins_at, week.ends_at) == (utc(2023, 5, 14, 23), utc(2023, 5, 21, 23))


def test_the_days_on_which_the_clocks_change_are_whole():
    spring = Period(date(2023, 3, 26), date(2023, 3, 26))
    autumn = Period(date(2023, 10, 29), date(2023, 10, 29))
    assert (spring.ends_at - spring.begins_at).total_seconds() == 23 * 3600
    assert (autumn.ends_at - autumn.begins_at).total_seconds() == 25 * 3600


def test_its_end_cannot_lie_before_its_start():
    with pytest.raises(EndBeforeStart):
        Period(date(2023, 5, 2), date(2023, 5, 1))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 5, 15), date(2023, 5, 21), "15 to 21 May 2023"),
        (date(2023, 5, 29), date(2023, 6, 3), "29 May to 3 June 2023"),
        (date(2022, 5, 25), date(2023, 5, 24), "25 May 2022 to 24 May 2023"),
        (date(2023, 5, 18), date(2023, 5, 18), "18 May 2023"),
    ],
)
def test_it_is_written_as_briefly_as_it_can_be(first, last, words):
    assert Period(first, last).words == words


def test_the_year_before_a_leap_day_ends_a_day_earlier():
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.year_before() == Period(date(2023, 2, 28), date(2023, 2, 28))


def test_a_month_is_shown_by_days_and_more_by_months_that_may_begin_within():
    may = Period(date(2023, 5, 1), date(2023, 5, 31))
    assert len(may.parts()) == 31
    year = periods.twelve_months_to(date(2023, 5, 24))
    parts = year.parts()
    assert (year.starts_on, len(parts)) == (date(2022, 5, 25), 13)
    assert parts[0] == Period(date(2022, 5, 25), date(2022, 5, 31))
    assert parts[-1] == Period(date(2023, 5, 1), date(2023, 5, 24))


def test_the_financial_year_begins_in_april():
    year = Period(date(2022, 4, 1), date(2023, 3, 31))
    assert periods.financial_year_of(date(2023, 3, 31)) == year
    assert periods.financial_year_of(date(2023, 4, 1)).starts_on == date(2023, 4, 1)
