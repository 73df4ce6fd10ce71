"""Explanations: what would change the result, and which questions no longer matter."""

import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symphony.triage.policy import BadPolicy, explaining
from symphony.triage.policy.words import BANDS, NOT_KNOWN
from tests.triage.policy import making, plainly

DEFAULT = making.load(making.FILES, making.DEFAULT)
DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)


def mostly_unknown(dice):
    facts = making.situation(DEFAULT, dice)
    share = dice.random()
    return {name: v if dice.random() < share else NOT_KNOWN for name, v in facts.items()}


@settings(deadline=None)
@given(DICE)
def test_every_change_that_is_promised_comes_about_and_none_is_left_out(dice):
    facts = mostly_unknown(dice)
    result = DEFAULT.assess(facts)
    promised = {(c.fact.name, c.value): c for c in explaining.changes(result)}

    for name, fact in DEFAULT.facts.items():
        for value in fact.words:
            then = DEFAULT.outcome(facts | {name: value})
            change = promised.get((name, value))
            assert (then != result.outcome) == (change is not None)
            if change:
                assert (change.band, change.path, change.variant) == then
                assert change.asks == (facts[name] == NOT_KNOWN)


@settings(deadline=None)
@given(DICE)
def test_a_question_that_cannot_change_anything_never_does(dice):
    facts = mostly_unknown(dice)
    asked = explaining.questions(DEFAULT.assess(facts))
    open_ = [name for name, value in facts.items() if value == NOT_KNOWN]

    assert {f.name for f in (*asked.could_change, *asked.cannot_change)} == set(open_)
    for fact in asked.cannot_change:
        for _ in range(5):
            others = {n: dice.choice(DEFAULT.facts[n].domain) for n in open_}
            outcomes = {
                DEFAULT.outcome(facts | others | {fact.name: value}) for value in fact.domain
            }
            assert len(outcomes) == 1, fact.name


@settings(deadline=None)
@given(DICE)
def test_in_any_policy_answering_what_cannot_change_the_outcome_never_does(dice):
    files = plainly.random_policy(dice)
    try:
        made = making.load(files, safe=False)
    except BadPolicy:
        assume(False)
    known = {n: v if dice.random() < 0.5 else NOT_KNOWN for n, v in _answers(made, dice).items()}
    result = made.assess(known)
    cannot = [fact.name for fact in explaining.questions(result).cannot_change]
    for _ in range(10):
        answered = {n: dice.choice(made.facts[n].domain) for n in cannot if dice.random() < 0.7}
        assert made.outcome(known | answered) == result.outcome
    for change in explaining.changes(result):
        then = made.outcome(known | {change.fact.name: change.value})
        assert then == (change.band, change.path, change.variant) != result.outcome


def _answers(made, dice):
    return {name: dice.choice(fact.domain) for name, fact in made.facts.items()}


@settings(deadline=None)
@given(DICE)
def test_the_most_telling_question_is_one_that_could_change_it_and_the_gravest_stands_first(dice):
    result = DEFAULT.assess(mostly_unknown(dice))
    asked = explaining.most_telling(result)

    could = explaining.questions(result).could_change
    assert sorted(one.fact.name for one in asked) == sorted(fact.name for fact in could)
    gravest = [min((BANDS.index(c.band) for c in one.changes), default=9) for one in asked]
    assert gravest == sorted(gravest)


@settings(deadline=None)
@given(DICE)
def test_less_urgency_needs_every_rule_that_gives_it_to_fall_away(dice):
    facts = mostly_unknown(dice)
    result = DEFAULT.assess(facts)
    needs = explaining.must_fall_away(result)
    for _ in range(20):
        others = facts | {
            name: dice.choice(fact.domain)
            for name, fact in DEFAULT.facts.items()
            if dice.random() < 0.3
        }
        lower = BANDS.index(DEFAULT.outcome(others)[0]) > BANDS.index(result.band)
        fell = [any(others[f.name] not in n.rule.fits[f.name] for f, _ in n.answers) for n in needs]
        assert not lower or all(fell)


def test_what_speaks_for_less_is_what_is_known_and_reassures():
    facts = {"lives_with_children": "no", "works_with_children": "yes", "viral": "yes"}
    result = DEFAULT.assess(DEFAULT.complete(facts))

    assert [fact.name for fact in explaining.speaks_for_less(result)] == ["lives_with_children"]
    [needed] = explaining.must_fall_away(result)
    assert [(fact.name, value) for fact, value in needed.answers] == [("works_with_children", "no")]


def test_once_the_highest_band_is_certain_only_the_path_is_still_asked_about():
    facts = DEFAULT.complete(
        {"child_identified": "yes", "at_risk_now": "yes", "elsewhere": "another_force"}
    )
    assert explaining.questions(DEFAULT.assess(facts)).could_change == ()


def test_the_words_say_what_it_becomes_and_when():
    result = DEFAULT.assess(DEFAULT.complete({"incident": "images"}))
    words = [change.words for change in explaining.changes(result)]

    assert "Becomes high if children live in the person's household" in words
    assert (
        "Becomes high and the path becomes investigate (aggravated)"
        " if a child is being threatened or blackmailed"
    ) in words


def test_what_did_not_fire_says_what_it_lacks_nearest_first():
    result = DEFAULT.assess(DEFAULT.complete({"lives_with_children": "yes"}))
    nearest = explaining.not_fired(result)[0]

    assert len(nearest.lacks) == 1 and nearest.rule.gives == "very_high"
    assert "did not fire. It needs:" in nearest.words()


def test_it_can_be_printed_whole():
    facts = {"extortion": "yes", "recent": "within_a_week", "resolvable_event": "no"}
    text = explaining.text(DEFAULT.assess(DEFAULT.complete(facts)))

    assert text.startswith("Very high, investigate (aggravated). Policy 2026-1.")
    assert "A child was threatened or blackmailed within the last week (rule F-2;" in text
    assert "Quality 50 of 100. Quality never lowers urgency" in text
    assert "Still open, and could matter" in text
