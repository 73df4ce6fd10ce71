"""What holds for any policy that passes: floors, mitigators, and that unknown is never No.

Asked of the default and of random policies; the answers are worked out from the outcomes alone.
"""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage.policy import BadPolicy
from symphony.triage.policy.words import BANDS, LIGHTER, NOT_KNOWN
from tests.triage.policy import making

DEFAULT = making.load(making.SHIPPED)
DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)


def policies(dice):
    """Give the default, and a random policy if it passes."""
    yield DEFAULT
    try:
        yield making.load(making.random_policy(dice))
    except BadPolicy:
        return


def floor_of(policy, facts):
    given_bands = [
        BANDS.index(rule.gives)
        for index in policy.urgency
        if index.head.gives == "floor"
        for rule in index.fired(facts)
    ]
    return min(given_bands, default=len(BANDS) - 1)


@settings(max_examples=200, deadline=None)
@given(DICE)
def test_no_mitigator_lowers_a_floor_or_moves_a_band(dice):
    for policy in policies(dice):
        mild = [fact for fact in policy.facts.values() if fact.part == "mitigator"]
        for _ in range(10):
            facts = making.situation(policy, dice)
            changed = facts | {fact.name: dice.choice(fact.domain) for fact in mild}
            band, _, _ = policy.outcome(facts)
            assert BANDS.index(band) <= floor_of(policy, facts) == floor_of(policy, changed)
            assert policy.outcome(changed)[0] == band


@settings(max_examples=200, deadline=None)
@given(DICE)
def test_not_knowing_never_gives_a_lower_band_than_the_reassuring_answer(dice):
    for policy in policies(dice):
        for _ in range(10):
            facts = making.situation(policy, dice)
            for name, fact in policy.facts.items():
                unknown = BANDS.index(policy.outcome(facts | {name: NOT_KNOWN})[0])
                for value in fact.reassuring:
                    assert unknown <= BANDS.index(policy.outcome(facts | {name: value})[0])


@settings(max_examples=200, deadline=None)
@given(DICE)
def test_what_lowers_has_its_facts_answered_and_access_to_children_always(dice):
    for policy in policies(dice):
        for _ in range(10):
            facts = making.situation(policy, dice)
            if dice.random() < 0.8:
                facts = {
                    name: dice.choice(["no", value]) if "no" in policy.facts[name].words else value
                    for name, value in facts.items()
                }
            band, path, _ = policy.outcome(facts)
            for given_answer in {band, path} & set(LIGHTER):
                for fact in policy.facts.values():
                    if given_answer in fact.answered_before or fact.part == "access":
                        assert facts[fact.name] != NOT_KNOWN, (given_answer, fact.name)


@settings(max_examples=200, deadline=None)
@given(DICE)
def test_what_forces_the_full_response_is_never_given_less(dice):
    for policy in policies(dice):
        for name in ("exploitation", "coercion", "profit_motive", "adult_involved"):
            facts = making.situation(policy, dice) | {name: "yes"}
            assert policy.outcome(facts)[1] in ("investigate", "transfer")


def test_random_policies_do_pass_and_do_fail():
    passed = 0
    for seed in range(200):
        try:
            making.load(making.random_policy(random.Random(seed)))
            passed += 1
        except BadPolicy as refusal:
            assert refusal.problems
    assert 20 < passed < 180
