"""The engine: the highest band wins, and looking up gives what reading row by row gives."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage.policy import BadPolicy
from symphony.triage.policy.words import BANDS
from tests.triage.policy import making, plainly

DEFAULT = making.load(making.SHIPPED)
SITUATIONS = st.fixed_dictionaries(
    {name: st.sampled_from(fact.domain) for name, fact in DEFAULT.facts.items()}
)
DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)


@settings(deadline=None)
@given(SITUATIONS)
def test_it_gives_what_the_files_say_when_they_are_read_row_by_row(facts):
    band, fired, quality, path = making.naive(DEFAULT, making.SHIPPED, facts)
    result = DEFAULT.assess(facts)

    assert (result.band, result.quality) == (band, quality)
    assert {rule.name for rule in result.urgency_rules} == fired
    assert (result.path, result.variant, result.path_rule.name) == path
    assert DEFAULT.outcome(facts) == result.outcome


@pytest.mark.slow
def test_every_combination_of_every_table_fires_the_rows_that_fit():
    for index in DEFAULT.indexes:
        for place in range(len(index.masks)):
            facts = index.situation(place)
            fired = [rule.name for rule in index.rules if rule.fires(facts)]
            wanted = fired[:1] if index.head.hit == "first" else fired
            assert [rule.name for rule in index.fired(facts)] == wanted


@settings(deadline=None)
@given(DICE)
def test_a_random_policy_gives_what_its_files_say(dice):
    files = plainly.random_policy(dice)
    try:
        policy = making.load(files, safe=False)
    except BadPolicy:
        return
    for _ in range(20):
        facts = making.situation(policy, dice)
        band, fired, quality, path = making.naive(policy, files, facts)
        result = policy.assess(facts)
        assert (result.band, result.quality) == (band, quality)
        assert {rule.name for rule in result.urgency_rules} == fired
        assert (result.path, result.variant, result.path_rule.name) == path


@settings(deadline=None)
@given(SITUATIONS)
def test_the_highest_band_that_fires_wins_and_its_rules_come_first(facts):
    result = DEFAULT.assess(facts)
    given_bands = [BANDS.index(rule.gives) for rule in result.urgency_rules]

    assert given_bands == sorted(given_bands)
    assert result.band == BANDS[given_bands[0]]
    assert result.deciding and all(rule.gives == result.band for rule in result.deciding)


@settings(deadline=None)
@given(SITUATIONS)
def test_each_reason_carries_its_rule_its_words_and_the_facts_it_used(facts):
    for reason in DEFAULT.assess(facts).reasons():
        rule = next(rule for rule in DEFAULT.rules if rule.name == reason["rule"])
        assert reason["says"] == rule.says
        assert reason["facts"] == {name: facts[name] for name in rule.fits}


def test_a_perfect_report_of_a_viral_file_does_not_outrank_a_thin_one_of_a_threat():
    whole = DEFAULT.complete(
        {"viral": "yes", "known_file": "yes", "resolvable_event": "yes", "identifiers": "yes"}
    )
    thin = DEFAULT.complete(
        {"extortion": "yes", "recent": "within_a_week", "resolvable_event": "no"}
    )
    assert DEFAULT.assess(thin).band == "very_high"
    assert DEFAULT.assess(whole).band == "medium"


def test_what_is_not_given_or_not_among_its_answers_is_not_known():
    assert DEFAULT.complete({}) == making.unknown(DEFAULT)
    assert DEFAULT.complete({"recent": "older", "child": "stated"}) == making.unknown(DEFAULT)


def test_children_sharing_among_themselves_reach_educate_only_with_every_answer():
    no = ["exploitation", "coercion", "profit_motive", "adult_involved", "malicious", "extortion"]
    no += ["lives_with_children", "family_access", "works_with_children"]
    facts = dict.fromkeys(no, "no")
    facts |= {"self_made": "yes", "child_age": "from_13_to_15", "repeated": "first_time"}
    facts["at_risk_now"] = "no"

    assert DEFAULT.outcome(DEFAULT.complete(facts))[1:] == ("educate", "non_aggravated")
    again = facts | {"repeated": "again"}
    assert DEFAULT.outcome(DEFAULT.complete(again))[1:] == ("educate", "repeated")
    for name in facts:
        less = {fact: value for fact, value in facts.items() if fact != name}
        assert DEFAULT.outcome(DEFAULT.complete(less))[1] == "investigate", name
    assert DEFAULT.outcome(DEFAULT.complete({"self_made": "yes"}))[1] == "investigate"


@pytest.mark.parametrize("name", ["exploitation", "coercion", "profit_motive", "adult_involved"])
@settings(deadline=None)
@given(facts=SITUATIONS)
def test_each_of_the_four_forces_the_full_response(name, facts):
    facts = facts | {name: "yes"}
    assert DEFAULT.outcome(facts)[1] in ("investigate", "transfer")
