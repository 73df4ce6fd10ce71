"""The policy: what it makes of facts, and which files it refuses."""

import itertools
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.triage import facts, policy
from symphony.triage.models import Band, Path

SITUATIONS = st.fixed_dictionaries(
    {name: st.sampled_from(values) for name, values in facts.DOMAINS.items()}
)
UNKNOWN = dict.fromkeys(facts.DOMAINS, facts.NOT_KNOWN)


@given(SITUATIONS)
def test_every_situation_has_a_band_a_path_and_the_rules_that_gave_them(situation):
    band, fired = policy.load().grade(situation)
    path, rule = policy.load().recommend(situation)

    assert band in Band.values and fired and all(r.gives == band for r in fired)
    assert path == rule.gives and path in Path.values


@given(SITUATIONS, st.data())
def test_not_knowing_a_fact_never_lowers_the_band_below_what_answering_no_gives(situation, data):
    rank = [Band.VERY_HIGH, Band.HIGH, Band.MEDIUM, Band.LOW].index
    known_no = situation | {"lives_with_children": "no"}
    not_known = situation | {"lives_with_children": facts.NOT_KNOWN}

    assert rank(policy.load().grade(not_known)[0]) <= rank(policy.load().grade(known_no)[0])


@given(SITUATIONS)
def test_what_would_lower_the_band_has_to_be_stated_and_not_merely_absent(situation):
    silent = situation | {"viral": facts.NOT_KNOWN, "informational": facts.NOT_KNOWN}

    assert policy.load().grade(silent)[0] != Band.LOW
    assert policy.load().recommend(silent)[0] == Path.INVESTIGATE


def test_a_child_threatened_within_the_week_is_in_the_highest_band():
    band, fired = policy.load().grade(UNKNOWN | {"extortion": "yes", "recent": "within_a_week"})

    assert band == Band.VERY_HIGH
    assert [rule.name for rule in fired] == ["U1"]


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """A copy of the current policy in which one text of one file is replaced."""
    shutil.copytree(policy.POLICIES / policy.CURRENT, tmp_path / "draft")
    monkeypatch.setattr(policy, "POLICIES", tmp_path)

    def load(file, old, new):
        path = tmp_path / "draft" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        policy.load.cache_clear()
        return policy.load("draft")

    yield load
    policy.load.cache_clear()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("urgency.csv", "U1,,,yes", "U1,,,perhaps", "row 2: extortion cannot be"),
        ("urgency.csv", "rule,incident", "rule,happening", "exactly these columns"),
        ("urgency.csv", ",very_high,", ",highest,", "row 2: band 'highest' is not one of"),
        ("urgency.csv", "U4,", "U1,", "U1 more than once"),
        ("urgency.csv", "U10,,,,,,not_known", "U10,,,,,,yes", "a gap"),
        ("path.csv", "P1,images|obscene_sent|misleading|something_else|not_known", "P1,", None),
        ("path.csv", "P2,,", "P2,images,", "a gap"),
        (
            "urgency.csv",
            "A child is being threatened or blackmailed, within the last week",
            "",
            "says is empty",
        ),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_with_its_place_and_reason(
    edited, file, old, new, says
):
    if says is None:
        assert edited(file, old, new)
        return
    with pytest.raises(policy.BadPolicy, match=says):
        edited(file, old, new)


def test_a_rule_that_can_never_decide_is_refused(edited):
    row = (
        "P1,images|obscene_sent|misleading|something_else|not_known,not_known,not_known,,"
        "not_known,yes,yes,not_known|no,no_further_action"
    )
    with pytest.raises(policy.BadPolicy, match="P2 can never decide"):
        edited("path.csv", row, "P1,,,,,,,,,no_further_action")


def test_the_tables_are_small_enough_to_try_every_combination():
    combinations = 1
    for values in facts.DOMAINS.values():
        combinations *= len(values)
    assert combinations <= 10_000
    assert sum(1 for _ in itertools.product(*facts.DOMAINS.values())) == combinations
