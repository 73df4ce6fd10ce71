"""Reference numbers: read as people type them, slips caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.core import references

SIGNS = st.sampled_from(references.ALPHABET)
# Eight signs of a referral, six of a person, the last of them the check.
REFERRALS, PEOPLE = (
    st.text(SIGNS, min_size=length, max_size=length).map(
        lambda body: body + references._check_sign(body)
    )
    for length in (7, 5)
)


@given(REFERRALS, st.data())
def test_one_wrong_sign_is_caught(body, data):
    assert references.parse(f"R{body}") is not None
    place = data.draw(st.integers(0, len(body) - 1))
    wrong = data.draw(SIGNS.filter(lambda sign: sign != body[place]))
    assert references.parse(f"R{body[:place]}{wrong}{body[place + 1 :]}") is None


@given(PEOPLE, st.data())
def test_two_neighbours_swapped_are_caught(body, data):
    place = data.draw(st.integers(0, len(body) - 2))
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert swapped == body or references.parse(f"P-{swapped}") is None


@given(st.text(max_size=40))
def test_anything_typed_is_a_reference_or_none(text):
    found = references.parse(text)
    assert found is None or references.parse(found.text) == found


def test_what_the_letterbox_gives_out_is_never_given_to_another_channel():
    public = {references.new_referral(from_public=True)[2].isdigit() for _ in range(50)}
    others = {references.new_referral()[2].isdigit() for _ in range(50)}
    assert (public, others) == ({True}, {False})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c-26-0512", "C-26-0512"),
        (" C 26 512 ", "C-26-0512"),
        ("v26-311", "V-26-0311"),
        ("Q-26-0044", "Q-26-0044"),
        ("C\u201326\u20130512", "C-26-0512"),
    ],
)
def test_counted_references_are_read_as_typed(typed, meant):
    assert references.parse(typed).text == meant


def test_look_alike_signs_are_read_as_what_was_meant():
    reference = references.new_referral()
    typed = reference[2:].replace("0", "O").replace("1", "I").replace("2", "Z").lower()
    assert references.parse(f"r-{typed}").text == reference


@pytest.mark.django_db
def test_numbers_run_on_within_a_year_and_begin_anew_in_the_next():
    assert references.next_numbers("C", year=2023, count=2) == ["C-23-0001", "C-23-0002"]
    assert references.next_numbers("C", year=2023) == ["C-23-0003"]
    assert references.next_numbers("C", year=2024) == ["C-24-0001"]
    assert references.next_numbers("V", year=2023) == ["V-23-0001"]
