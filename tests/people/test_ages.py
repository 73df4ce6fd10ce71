"""How old somebody is, from what is said of them: never older than they may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.people.ages import Age, span

DAY = date(2023, 5, 18)


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ([], Age()),
        ([("age", "13")], Age(13, 13)),
        ([("age", "13-15")], Age(13, 15)),
        ([("age", "about 40")], Age(40, 40)),
        ([("age", "Under 10")], Age(0, 9)),
        ([("age", "18+")], Age(18, None)),
        ([("age", "over 21")], Age(21, None)),
        ([("age", "20 months")], Age(0, 1)),
        ([("age", "I would rather not say")], Age()),
        ([("age", "1985")], Age()),
        ([("date_of_birth", "2010-05-18")], Age(13, 13)),
        ([("date_of_birth", "2010-05-19")], Age(12, 12)),
        ([("date_of_birth", "2030-01-01")], Age()),
        ([("date_of_birth", "unknown")], Age()),
        ([("date_of_birth", "1990-01-01"), ("age", "9")], Age(9, 33)),
        ([("age", "16"), ("age", "18+")], Age(16, None)),
        ([("name", "13")], Age()),
    ],
)
def test_what_is_said_gives_the_youngest_and_the_oldest_age(said, age):
    assert span(said, on=DAY) == age


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (Age(), "Age not known"),
        (Age(13, 13), "13"),
        (Age(13, 15), "13 to 15"),
        (Age(18, None), "18 or older"),
    ],
)
def test_an_age_in_words(age, words):
    assert age.words == words


@given(st.text(max_size=60))
def test_whatever_is_typed_as_an_age_is_read_or_left_unknown(words):
    age = span([("age", words)], on=DAY)
    if age.lowest is not None and age.highest is not None:
        assert 0 <= age.lowest <= age.highest


@given(st.lists(st.integers(0, 130), min_size=1, max_size=5))
def test_the_youngest_of_what_differs_holds(ages):
    assert span([("age", str(age)) for age in ages], on=DAY).lowest == min(ages)
