"""What holds for any policy that passes, worked out from its rows alone.

Situations are drawn from the rows that give something lighter, so that these are reached; what is
asked of an outcome is written in `plainly`, not read from the marks of the policy that is tried.
"""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage import policy
from symphony.triage.policy import BadPolicy
from symphony.triage.policy.words import BANDS, LIGHTER, MITIGATORS, NOT_KNOWN
from tests.triage.policy import making
from tests.triage.policy.plainly import Plain, broken, random_policy, reassuring

DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)
SHIPPED = {
    version: making.loading.read_folder(policy.POLICIES / version)
    for version in policy.shipped()
    if version > "2026"
}


def passed(dice):
    """Return a random policy that passes as its rows, or None."""
    files = random_policy(dice)
    try:
        making.load(files)
    except BadPolicy:
        return None
    return Plain(files)


def drawn(plain, dice, *, tries=12):
    for asked in plain.lighter_rows():
        yield from plain.situations(dice, asked, tries=tries)


@settings(max_examples=200, deadline=None)
@given(DICE)
def test_a_random_policy_that_passes_breaks_no_promise(dice):
    plain = passed(dice)
    for facts in drawn(plain, dice) if plain else ():
        assert not broken(plain, facts), facts


@pytest.mark.parametrize("version", SHIPPED)
@settings(max_examples=20, deadline=None)
@given(DICE)
def test_a_shipped_policy_breaks_no_promise(version, dice):
    plain = Plain(SHIPPED[version])
    for facts in drawn(plain, dice, tries=2):
        assert not broken(plain, facts), facts


def never_less(plain, dice, situations):
    """Say that neither not knowing nor a mitigator gives less, in any of the situations."""
    for facts in situations:
        for name in dice.sample(sorted(plain.domains), 4):
            if name in MITIGATORS:
                other = facts | {name: dice.choice(plain.domains[name])}
                assert plain.band(other) == plain.band(facts), name
                continue
            unknown = plain.band(facts | {name: NOT_KNOWN})
            for value in reassuring(name, plain.domains[name]):
                assert unknown >= plain.band(facts | {name: value}), (name, value)


@settings(max_examples=100, deadline=None)
@given(DICE)
def test_in_a_random_policy_unknown_is_never_no_and_no_mitigator_moves_a_band(dice):
    plain = passed(dice)
    if plain:
        never_less(plain, dice, drawn(plain, dice, tries=2))


@pytest.mark.parametrize("version", SHIPPED)
@settings(max_examples=15, deadline=None)
@given(DICE)
def test_in_a_shipped_policy_unknown_is_never_no_and_no_mitigator_moves_a_band(version, dice):
    plain = Plain(SHIPPED[version])
    never_less(plain, dice, drawn(plain, dice, tries=1))


@settings(max_examples=100, deadline=None)
@given(DICE)
def test_an_identifiable_child_at_risk_now_is_in_the_top_band_of_any_policy_that_passes(dice):
    plains = [Plain(files) for files in SHIPPED.values()]
    for plain in [*plains, passed(dice)]:
        for _ in range(20 if plain else 0):
            facts = {name: dice.choice(values) for name, values in plain.domains.items()}
            facts |= {"child_identified": "yes", "at_risk_now": "yes"}
            assert plain.outcome(facts)[0] == BANDS[0]


def test_random_policies_pass_and_fail_and_what_is_lighter_is_reached():
    given_by, count = Counter(), 0
    for seed in range(150):
        dice = random.Random(seed)
        plain = passed(dice)
        count += plain is not None
        for facts in drawn(plain, dice, tries=3) if plain else ():
            given_by.update(plain.outcome(facts)[:2])
    assert 20 < count < 130
    assert all(given_by[lighter] > 40 for lighter in (*LIGHTER, "safeguard", "transfer")), given_by


@pytest.mark.parametrize("version", SHIPPED)
def test_what_is_lighter_is_reached_in_a_shipped_policy(version):
    plain, dice = Plain(SHIPPED[version]), random.Random(1)
    given_by = Counter()
    for facts in drawn(plain, dice, tries=60):
        given_by.update(plain.outcome(facts)[:2])
    assert all(given_by[lighter] > 10 for lighter in (*LIGHTER, "safeguard", "transfer")), given_by
