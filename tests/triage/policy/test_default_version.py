"""What the version in force says of a child at risk, of "when" not known, and of low."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage import policy
from symphony.triage.policy import explaining
from symphony.triage.policy.words import BANDS, NOT_KNOWN

DEFAULT = policy.load(policy.DEFAULT)
BEFORE = policy.load("2026-1")
# Every answer that an education visit needs.
SHARED = {
    **dict.fromkeys(
        (
            *("exploitation", "coercion", "profit_motive", "adult_involved", "extortion"),
            *("lives_with_children", "family_access", "works_with_children"),
            *("malicious", "at_risk_now"),
        ),
        "no",
    ),
    "self_made": "yes",
    "child_age": "from_13_to_15",
    "repeated": "first_time",
}
ANY = {name: st.sampled_from(fact.domain) for name, fact in DEFAULT.facts.items()}


def outcome(version=DEFAULT, **facts):
    return version.outcome(version.complete(facts))


def why(**facts):
    return DEFAULT.assess(DEFAULT.complete(facts)).path_rule.name


def severity(band):
    return -BANDS.index(band)


def test_every_version_is_shipped_and_the_latest_grades():
    assert policy.shipped() == ["2023-1", "2026-1", "2026-2"]
    assert policy.DEFAULT == "2026-2"


def test_an_assessment_of_the_version_before_is_still_read_and_explained():
    result = BEFORE.assess(BEFORE.complete({"extortion": "yes"}))
    assert result.outcome == ("high", "investigate", "aggravated")
    assert explaining.text(result).startswith("High, investigate (aggravated). Policy 2026-1.")
    assert outcome(BEFORE, **SHARED | {"at_risk_now": NOT_KNOWN})[1] == "educate"
    assert outcome(BEFORE, **SHARED | {"at_risk_now": "yes"})[1] == "educate"


def test_what_the_version_before_knows_is_known_under_the_same_names():
    for name, fact in BEFORE.facts.items():
        assert DEFAULT.facts[name].domain == fact.domain
    kept = {rule.name: rule.gives for rule in DEFAULT.rules}
    assert {rule.name: rule.gives for rule in BEFORE.rules}.items() <= kept.items()


@pytest.mark.parametrize("identified", ["yes", "no", NOT_KNOWN])
def test_a_child_at_risk_now_is_investigated_and_no_education_visit(identified):
    facts = SHARED | {"at_risk_now": "yes", "child_identified": identified}
    assert outcome(**facts)[1:] == ("investigate", "")
    assert why(**facts) == "P-34"


def test_a_child_at_risk_with_nobody_to_investigate_is_made_safe():
    nobody = {"at_risk_now": "yes", "anyone_to_investigate": "no"}
    assert outcome(child_identified="yes", **SHARED | nobody)[1] == "safeguard"
    assert outcome(child_identified="no", **SHARED | nobody)[1] == "investigate"


def test_educate_needs_an_answer_on_harm_in_the_next_days():
    assert outcome(**SHARED)[1:] == ("educate", "non_aggravated")
    facts = SHARED | {"at_risk_now": NOT_KNOWN}
    assert (outcome(**facts)[1], why(**facts)) == ("investigate", "P-36")


@pytest.mark.parametrize("stage", ["talk", "asking", "meeting"])
def test_talk_with_a_child_is_investigated(stage):
    facts = SHARED | {"grooming_stage": stage}
    assert (outcome(**facts)[1], why(**facts)) == ("investigate", "P-35")
    helped = {name: value for name, value in SHARED.items() if name != "self_made"}
    helped |= {"about_self": "yes", "prior_contact": "no", "first_generation": "no"}
    assert outcome(**helped)[1] == "prevent"
    assert outcome(**helped | {"grooming_stage": stage})[1] == "investigate"


@settings(deadline=None)
@given(st.fixed_dictionaries(ANY))
def test_nothing_lighter_is_suggested_for_a_child_who_is_at_risk_or_talked_to(facts):
    path = DEFAULT.outcome(facts | {"at_risk_now": "yes"})[1]
    assert path in ("investigate", "safeguard", "transfer")
    for stage in ("talk", "asking", "meeting"):
        path = DEFAULT.outcome(facts | {"grooming_stage": stage})[1]
        assert path in ("investigate", "safeguard", "transfer")


@pytest.mark.parametrize(
    "harm", [{"extortion": "yes"}, {"live_streaming": "yes"}, {"grooming_stage": "meeting"}]
)
def test_not_knowing_when_costs_no_band(harm):
    assert outcome(**harm)[0] == outcome(**harm, recent="within_a_week")[0] == "very_high"
    assert outcome(**harm, recent="within_a_year")[0] == "high"
    assert outcome(**harm, recent="over_a_year")[0] == "high"


@settings(deadline=None)
@given(st.fixed_dictionaries(ANY))
def test_not_knowing_when_is_never_less_than_the_latest_answer(facts):
    now, unknown = (
        DEFAULT.outcome(facts | {"recent": recent})[0] for recent in ("within_a_week", NOT_KNOWN)
    )
    assert unknown == now


def low():
    """Return the answers on which low stands, and nothing else."""
    facts = dict.fromkeys(
        (
            *("lives_with_children", "family_access", "works_with_children"),
            *("prior_contact", "prior_other", "first_generation", "extortion"),
            *("at_risk_now", "live_streaming", "distress", "child_identified"),
        ),
        "no",
    )
    return facts | {"incident": "images", "grooming_stage": "none", "reports": "one"}


def test_low_needs_every_answer_that_could_lift_it():
    assert outcome(**low())[0] == "low"
    for name in low():
        assert outcome(**low() | {name: NOT_KNOWN})[0] == "medium", name
    assert outcome(**low() | {"child_identified": "yes"})[0] == "medium"
    with_age = low() | {"child_identified": "yes", "child_age": "from_13_to_15"}
    assert outcome(**with_age)[0] == "low"


OTHERS = {name: values for name, values in ANY.items() if name not in low() | {"child_age": ""}}
A_FOUND_CHILD = {"child_identified": "yes", "child_age": "from_13_to_15"}


@settings(deadline=None)
@given(st.fixed_dictionaries(OTHERS), st.sampled_from([{}, A_FOUND_CHILD]))
def test_no_answer_to_an_open_question_lifts_low_but_the_age_of_a_child_nobody_can_find(
    others, child
):
    facts = others | low() | child
    assert outcome(**facts)[0] == "low"
    for name in others:
        for value in DEFAULT.facts[name].domain:
            assert outcome(**facts | {name: value})[0] == "low", (name, value)
    assert outcome(**facts | {"child_age": "under_13"})[0] == "medium"


@settings(deadline=None)
@given(st.fixed_dictionaries(ANY))
def test_no_band_is_lower_than_it_was_in_the_version_before(facts):
    assert severity(DEFAULT.outcome(facts)[0]) >= severity(BEFORE.outcome(facts)[0])


@settings(deadline=None)
@given(st.fixed_dictionaries(ANY))
def test_where_the_path_is_another_than_before_it_is_an_enquiry(facts):
    before, now = BEFORE.outcome(facts)[1], DEFAULT.outcome(facts)[1]
    assert now in (before, "investigate")
