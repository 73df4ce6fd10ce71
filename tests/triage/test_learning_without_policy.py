"""What a case learns while the rules cannot run is kept, and counts once they can."""

from datetime import timedelta
from typing import Any

import pytest

from symphony.triage import asking, grading, queries, services
from symphony.triage.models import FactAnswer
from tests import make
from tests.triage.failing import broken_policy
from tests.triage.test_reassessing import decided, learn

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=2)


def facts(referral: Any) -> dict[str, str]:
    return queries.latest_assessment(referral).facts


def test_a_decided_referral_is_graded_again_and_its_band_may_have_changed(monkeypatch):
    referral = make.referral()
    decided(referral)
    with broken_policy(monkeypatch):
        learn(referral, {"child_identified": "yes"})
        assert services.grade_ungraded(at=LATER) == 0
    assert not queries.open_changes([referral]).exists()

    assert services.grade_ungraded(at=LATER) == 1
    [change] = queries.open_changes([referral])
    assert (change.before.band, change.after.band) == ("medium", "high")
    assert facts(referral)["child_identified"] == "yes"
    assert queries.entry(referral).left_at == make.NOON


def test_one_decided_by_hand_as_the_policy_says_now_has_not_changed(monkeypatch):
    with broken_policy(monkeypatch):
        alike, other = make.referral(), make.referral(people=[make.stated_child()])
        decided(alike)
        decided(other)

    assert services.grade_ungraded(at=LATER) == 2
    assert not queries.open_changes([alike]).exists()
    [change] = queries.open_changes([other])
    assert (change.before.band, change.after.band) == (None, "high")


def test_it_makes_light_of_nothing_that_was_said_before(monkeypatch):
    referral = make.referral()
    officer = make.referral_officer()
    services.answer_facts(
        referral=referral, answers={"lives_with_children": "yes"}, by=officer, at=make.NOON
    )
    with broken_policy(monkeypatch):
        learn(referral, {"lives_with_children": "no", "works_with_children": "no"})
        learn(referral, {"lives_with_children": "not_known"}, at=LATER)
    services.grade_ungraded(at=LATER)

    assert facts(referral)["lives_with_children"] == "yes"
    assert facts(referral)["works_with_children"] == "no"


def test_the_graver_word_counts_over_an_officers(monkeypatch):
    referral = make.referral()
    officer = make.referral_officer()
    services.answer_facts(
        referral=referral, answers={"lives_with_children": "no"}, by=officer, at=make.NOON
    )
    with broken_policy(monkeypatch):
        learn(referral, {"lives_with_children": "yes"})
    services.grade_ungraded(at=LATER)
    assert facts(referral)["lives_with_children"] == "yes"


def test_it_is_kept_once_and_what_is_stated_already_not_at_all(monkeypatch):
    referral = make.referral(people=[make.stated_child()])
    with broken_policy(monkeypatch):
        for _ in range(2):
            learn(referral, {"child_identified": "yes", "profit_motive": "yes"})
            learn(referral, {"works_with_children": "not_known"})
    assert [answer.fact for answer in FactAnswer.objects.all()] == ["profit_motive"]


def test_a_question_that_a_milder_word_came_to_is_not_shown_as_overtaken(monkeypatch):
    referral = make.referral(people=[make.stated_child(age=9, age_stated="9")])
    with broken_policy(monkeypatch):
        learn(referral, {"child_age": "from_13_to_15"})
    standing = asking.standing(referral, by=grading.policies.in_force())
    assert standing.facts["child_age"] == "under_13"
    assert not standing.overtaken
