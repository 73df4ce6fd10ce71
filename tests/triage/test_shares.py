"""Intervals and kappa, against figures that were published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.triage.shares import Share, kappa_words, weighted_kappa

BANDS = ("very_high", "high", "medium", "low")


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Newcombe 1998, Two-sided confidence intervals for the single proportion, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(count, of, low, high):
    assert Share(count, of).interval == pytest.approx((low, high), abs=0.00005)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share_and_stays_within_nought_and_one(some, rest):
    share = Share(some, some + rest)
    low, high = share.interval
    assert 0 <= low <= share.value <= high <= 1


def test_a_share_in_words():
    assert Share(31, 100).percent == "31%"
    assert Share(31, 100).interval_words == "23 to 41%"
    assert Share(9, 9).is_few and not Share(0, 10).is_few
    assert Share(90, 100).lies_apart_from(Share(100, 1000))
    assert Share(100, 1000).lies_apart_from(Share(90, 100))
    assert not Share(9, 10).lies_apart_from(Share(60, 100))


def test_kappa_worked_out_by_hand():
    """Twenty pairs on two bands: 8 and 7 alike, 5 one step apart. 1 - 5 / (20 * 0.5) = 0.5."""
    counts = {("high", "high"): 8, ("medium", "medium"): 7}
    counts |= {("high", "medium"): 2, ("medium", "high"): 3}
    # First: high 10, medium 10. Second: high 11, medium 9. By chance (10 * 9 + 10 * 11) / 20 = 10.
    assert weighted_kappa(counts, BANDS) == pytest.approx(1 - 5 / 10)


def test_kappa_weighs_steps_by_their_square_and_leaves_other_categories_out():
    """Two bands four times each; three steps apart once: 9 of the weight, not 3."""
    counts = {("very_high", "very_high"): 4, ("low", "low"): 3, ("low", "very_high"): 1}
    # By chance: (first very_high 4 * second low 3 + first low 4 * second very_high 5) * 9 / 8.
    assert weighted_kappa(counts, BANDS) == pytest.approx(1 - 9 / ((12 + 20) * 9 / 8))
    more = counts | {("not_graded", "high"): 7}
    assert weighted_kappa(more, BANDS) == weighted_kappa(counts, BANDS)


def test_kappa_of_nothing_and_of_one_band_alone_cannot_be_said():
    assert weighted_kappa({}, BANDS) is None
    assert weighted_kappa({("high", "high"): 40}, BANDS) is None


def test_kappa_is_1_only_for_full_agreement():
    counts = {("high", "high"): 4, ("low", "low"): 3}
    assert weighted_kappa(counts, BANDS) == 1
    assert [kappa_words(k) for k in (-0.1, 0.15, 0.3, 0.55, 0.7, 0.9)] == [
        "no better than chance",
        "slight",
        "fair",
        "moderate",
        "substantial",
        "almost perfect",
    ]
