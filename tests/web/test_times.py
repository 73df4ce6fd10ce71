from datetime import UTC, date, datetime, timedelta

import pytest

from symphony.web import times

NOW = datetime(2026, 6, 14, 2, 5, tzinfo=UTC)  # 03:05 in London


def words(**clock):
    return times.read_clock(now=NOW, **clock).words


def state(**clock):
    return times.read_clock(now=NOW, **clock).state


def test_staff_read_day_then_time():
    assert times.staff_time(NOW) == "14 Jun 2026, 03:05"
    assert times.staff_date(date(2026, 6, 4)) == "4 Jun 2026"


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(2, "3:05am"), (12, "1:05pm"), (11, "12:05pm"), (23, "12:05am")],
)
def test_the_public_reads_a_clock_face(hour, expected):
    moment = NOW.replace(hour=hour)

    assert times.public_time(moment).endswith(expected)
    assert times.public_time(NOW) == "14 June 2026, 3:05am"


def test_midday_and_midnight_have_names():
    assert times.public_time(datetime(2026, 6, 14, 11, 0, tzinfo=UTC)).endswith("midday")
    assert times.public_time(datetime(2026, 6, 13, 23, 0, tzinfo=UTC)).endswith("midnight")


def test_a_clock_within_a_day_says_how_long_and_when():
    assert words(due=NOW + timedelta(hours=2, minutes=55)) == "Due in 2 h 55 min (06:00)"


def test_a_clock_beyond_a_day_says_the_day():
    assert words(due=datetime(2026, 6, 21, 1, 10, tzinfo=UTC)) == "Due 21 Jun, 02:10"
    assert words(due=datetime(2027, 1, 2, 1, 10, tzinfo=UTC)) == "Due 2 Jan 2027, 01:10"


def test_a_clock_that_ran_out_says_by_how_much():
    assert words(due=NOW - timedelta(minutes=6)) == "Overdue by 6 min (02:59)"
    assert words(due=NOW - timedelta(days=40, hours=4)).startswith("Overdue by 40 d (")
    assert words(due=NOW - timedelta(days=2, hours=4)) == "Overdue by 2 d 4 h (11 Jun, 23:05)"


def test_a_paused_clock_says_what_it_waits_for():
    paused = NOW - timedelta(days=1, hours=4)

    assert words(due=NOW, paused=paused, waiting_for="provider") == (
        "Paused 1 d 4 h: waiting for provider"
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ({"due": NOW}, "due-soon"),
        ({"due": NOW - timedelta(seconds=1)}, "overdue"),
        ({"due": NOW + timedelta(hours=2)}, "due-soon"),
        ({"due": NOW + timedelta(hours=3)}, "on-time"),
        ({"due": NOW + timedelta(days=1), "began": NOW - timedelta(days=3)}, "due-soon"),
        ({"due": NOW + timedelta(days=2), "began": NOW - timedelta(days=3)}, "on-time"),
        ({"due": NOW - timedelta(days=1), "met": NOW - timedelta(days=2)}, "met"),
        ({"due": None}, "on-time"),
    ],
)
def test_the_state_of_a_clock(clock, expected):
    assert state(**clock) == expected


def test_the_night_on_which_the_clocks_go_forward_is_an_hour_shorter():
    before = datetime(2024, 3, 30, 23, 0, tzinfo=UTC)
    due = datetime(2024, 3, 31, 2, 0, tzinfo=UTC)

    assert times.read_clock(due=due, now=before).words == "Due in 3 h (03:00)"


def test_the_night_on_which_the_clocks_go_back_is_an_hour_longer():
    before = datetime(2024, 10, 26, 23, 30, tzinfo=UTC)
    due = datetime(2024, 10, 27, 3, 0, tzinfo=UTC)

    assert times.read_clock(due=due, now=before).words == "Due in 3 h 30 min (03:00)"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "under 1 min"),
        (timedelta(minutes=6, seconds=59), "6 min"),
        (timedelta(hours=2, minutes=55), "2 h 55 min"),
        (timedelta(days=1, hours=4), "1 d 4 h"),
        (timedelta(days=9, hours=4), "9 d"),
    ],
)
def test_a_length_of_time_is_never_nothing(length, words):
    assert times.span(length) == words
