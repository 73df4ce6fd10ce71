"""Which signs of a text can be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.letterbox.models import Submission
from symphony.letterbox.rules import storable
from tests import make


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("a\x00b", "ab"),
        ("a\x07\x1b[31mb\x7f\x85", "a[31mb"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("👩‍👧‍👦", "👩‍👧‍👦"),
        ("\u202eabc", "\u202eabc"),
        ("half \ud83d", "half "),
    ],
)
def test_control_signs_go_and_writing_stays(typed, kept):
    assert storable(typed) == kept


@given(st.text())
def test_doing_it_twice_changes_nothing_more(typed):
    assert storable(storable(typed)) == storable(typed)


def test_whatever_is_left_can_be_stored(db):
    every_sign = storable("".join(map(chr, range(0x110000))))

    Submission.objects.create(
        token="t", reference="R-0000-0000", received_at=make.NOON, answers={"narrative": every_sign}
    )

    assert Submission.objects.get().answers["narrative"] == every_sign
