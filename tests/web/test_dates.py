from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.core import clock
from symphony.web.fields import DateField, MomentField, MomentInput
from symphony.web.forms import Form


class BornForm(Form):
    born = DateField(label="Date of birth")


class SeenForm(Form):
    seen = MomentField(label="When was the child seen?", name="The time")


def born(day="3", month="2", year="2013"):
    return BornForm({"born_day": day, "born_month": month, "born_year": year})


def seen(time, day="14", month="6", year="2023"):
    data = {"seen_day": day, "seen_month": month, "seen_year": year, "seen_time": time}
    return SeenForm(data)


def wrong(form):
    """Return the words of the only error, and the boxes that it marks."""
    assert not form.is_valid()
    (name,) = form.errors
    return form.errors[name][0], form[name].parts_in_error


@pytest.mark.parametrize("month", ["2", "02", "Feb", "february", "FEBRUARY"])
def test_a_month_may_be_a_number_or_a_name(month):
    form = born(month=month)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(2013, 2, 3)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("", "2", "2013"), "Date of birth must include a day", ("day",)),
        (("3", "", ""), "Date of birth must include a month and a year", ("month", "year")),
        (("3", "2", ""), "Date of birth must include a year", ("year",)),
        (("3", "2", "13"), "Date of birth must include a year of 4 numbers", ("year",)),
        (("30", "2", "2013"), "Date of birth must be a real date", ("day", "month", "year")),
        (("3", "Fe", "2013"), "Date of birth must be a real date", ("day", "month", "year")),
        (("x", "2", "2013"), "Date of birth must be a real date", ("day", "month", "year")),
    ],
)
def test_a_wrong_date_says_what_to_do_and_where(typed, words, parts):
    assert wrong(born(*typed)) == (words, parts)


def test_an_empty_date_is_asked_for_and_an_optional_one_is_none():
    assert wrong(born("", "", ""))[0] == "Enter date of birth"

    class Optional(Form):
        born = DateField(label="Date of birth", required=False)

    form = Optional({"born_day": "", "born_month": "", "born_year": ""})
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_what_was_typed_stays_in_its_boxes():
    page = str(born("30", "feb", "2013")["born"].as_field_group())

    assert all(f'value="{typed}"' in page for typed in ("30", "feb", "2013"))


@pytest.mark.django_db
def test_a_day_to_come_is_refused_where_the_past_is_meant():
    class Past(Form):
        born = DateField(label="Date of birth", in_past=True)

    form = Past({"born": (clock.today() + timedelta(days=1)).isoformat()})

    assert wrong(form)[0] == "Date of birth must be today or in the past"
    assert Past({"born": clock.today().isoformat()}).is_valid()


@pytest.mark.parametrize(
    "typed", ["14:05", "1405", "14.05", "2:05pm", "2.05 PM", "14:05 BST", "14:05bst"]
)
def test_a_time_may_be_written_in_the_usual_ways(typed):
    form = seen(typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == datetime(2023, 6, 14, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["25:00", "14:60", "14", "0pm", "13pm", "noon", "14:5", "²:05"])
def test_a_time_that_is_none_is_refused(typed):
    assert wrong(seen(typed)) == ("The time must have a real time, like 14:05", ("time",))


def test_a_missing_time_is_asked_for():
    assert wrong(seen("")) == ("The time must include a time", ("time",))


def test_a_time_that_the_clocks_skipped_is_refused():
    words, parts = wrong(seen("01:30", "31", "3", "2024"))

    assert words == (
        "The time must be a real time: the clocks went forward over 01:30 on 31 March 2024"
    )
    assert parts == ("time",)


def test_a_time_that_happened_twice_must_say_which():
    words, _ = wrong(seen("01:30", "27", "10", "2024"))
    first = seen("01:30 BST", "27", "10", "2024")
    second = seen("01:30 GMT", "27", "10", "2024")

    assert "must say BST (the first) or GMT (the second)" in words
    assert first.is_valid()
    assert second.is_valid()
    assert first.cleaned_data["seen"] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert second.cleaned_data["seen"] == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


def test_a_zone_that_is_not_the_days_own_is_refused():
    assert wrong(seen("14:05 GMT"))[0] == "The time must be in BST on that day"


@given(st.datetimes(min_value=datetime(1971, 11, 1), max_value=datetime(2099, 1, 1)))
def test_every_minute_survives_being_shown_and_sent_back(moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    typed = MomentInput().take_apart(moment)

    assert MomentField().clean(typed) == moment
