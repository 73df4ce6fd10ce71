"""What later stages learn: laid over what a report states, never to make light of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from symphony.audit.models import Entry
from symphony.triage import grading, policy, queries, rules, services
from symphony.triage.models import Alert, Assessment, FactAnswer, GradeChange
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)
Source = FactAnswer.Source


def learn(referral: Any, facts: dict[str, str], **changes: Any) -> Assessment:
    """Learn something in a case, with only what the test cares about changed."""
    ordinary = {
        "referral": referral,
        "facts": facts,
        "source": Source.CASEWORK,
        "about": "C-23-0001",
        "because": "A child was added to the case",
        "by": "T00001",
        "at": LATER,
    }
    return services.learn(**ordinary | changes)


def decided(referral: Any) -> Any:
    return services.record_decision(
        referral=referral,
        band="medium",
        path="investigate",
        rationale="The account is active.",
        why_different="What is known of it tells it.",
        by=make.referral_officer(),
        at=make.NOON,
    )


def test_what_is_learnt_is_kept_with_its_source_and_grades_again():
    referral = make.referral()
    assert queries.suggestion(referral).band == "medium"

    after = learn(referral, {"child_identified": "yes"})

    assert (after.band, after.because) == ("high", "A child was added to the case")
    assert after.sources["child_identified"] == {
        "source": "casework",
        "by": "T00001",
        "at": LATER.isoformat(),
        "about": "C-23-0001",
    }
    [answer] = queries.answers_in_order(referral)
    assert (answer.fact, answer.value, answer.stated) == ("child_identified", "yes", "not_known")
    entry = queries.entry(referral)
    assert (entry.band, entry.left_at) == ("high", None)
    assert [e.about for e in Entry.objects.filter(what="triage.facts_answered")] == [
        [referral.reference, "C-23-0001"]
    ]


def test_the_band_may_have_changed_until_somebody_has_looked():
    referral = make.referral()
    decided(referral)
    learn(referral, {"child_identified": "yes"})

    [change] = queries.open_changes([referral])
    assert (change.before.band, change.after.band) == ("medium", "high")
    assert change.because == "A child was added to the case"
    assert queries.entry(referral).left_at == make.NOON  # it stays out of the queue

    officer = make.referral_officer()
    with pytest.raises(rules.RationaleMissing, match="Enter why the decision stands"):
        services.look_at_changes(referral=referral, by=officer, at=LATER)
    with pytest.raises(rules.NotAllowedToDecide):
        services.look_at_changes(referral=referral, why_kept="x", by=make.investigator(), at=LATER)
    with pytest.raises(services.ChangedAgain):
        services.look_at_changes(
            referral=referral, why_kept="x", seen=make.uuid7(), by=officer, at=LATER
        )
    services.look_at_changes(
        referral=referral, why_kept="Known before.", seen=change.pk, by=officer, at=LATER
    )
    [looked] = queries.changes_of(referral)
    assert (looked.looked_by, looked.why_kept) == (officer, "Known before.")
    with pytest.raises(services.NothingToLookAt):
        services.look_at_changes(referral=referral, why_kept="x", by=officer, at=LATER)


def test_one_that_waits_is_seen_without_a_reason():
    referral = make.referral()
    learn(referral, {"child_identified": "yes"})
    services.look_at_changes(referral=referral, by=make.referral_officer(), at=LATER)
    [looked] = queries.changes_of(referral)
    assert looked.looked_at == LATER


def test_what_changes_nothing_raises_nothing_and_is_in_the_history():
    referral = make.referral()
    learn(referral, {}, because="A new address was found")
    assert not GradeChange.objects.exists()
    assert Assessment.objects.filter(because="A new address was found").count() == 1
    [entry] = Entry.objects.filter(what="triage.reassessed")
    assert entry.details["moved"] is False


def test_it_never_makes_light_of_what_is_said_already():
    referral = make.referral(people=[make.stated_child(age=9, age_stated="9")])
    assert queries.suggestion(referral).facts["child_age"] == "under_13"

    after = learn(referral, {"child_age": "from_13_to_15"})
    assert after.facts["child_age"] == "under_13"

    officer = make.referral_officer()
    answers = {"lives_with_children": "yes"}
    services.answer_facts(referral=referral, answers=answers, by=officer, at=LATER)
    after = learn(referral, {"lives_with_children": "no"})
    assert after.facts["lives_with_children"] == "yes"
    after = learn(referral, {"works_with_children": "no"})
    assert after.facts["works_with_children"] == "no"  # nobody had said otherwise


def test_of_two_reassuring_answers_the_younger_child_counts():
    referral = make.referral()
    learn(referral, {"child_age": "from_13_to_15"}, source=Source.LINKING)
    assert learn(referral, {"child_age": "from_16_to_17"}).facts["child_age"] == "from_13_to_15"


def test_a_source_takes_back_its_own_word_and_nobody_elses():
    referral = make.referral()
    learn(referral, {"child_identified": "yes"})
    after = learn(referral, {"child_identified": "not_known"})
    assert after.facts.get("child_identified", "not_known") == "not_known"

    answers = {"child_identified": "yes"}
    services.answer_facts(referral=referral, answers=answers, by=make.referral_officer(), at=LATER)
    after = learn(referral, {"child_identified": "not_known"}, at=LATER + timedelta(hours=1))
    assert after.facts["child_identified"] == "yes"


def test_a_case_worker_puts_right_what_the_case_said():
    referral = make.referral()
    learn(referral, {"child_age": "under_13"})
    assert learn(referral, {"child_age": "from_13_to_15"}).facts["child_age"] == "from_13_to_15"


def test_what_the_policy_in_force_does_not_ask_is_left_out():
    referral = make.referral()
    after = learn(referral, {"favourite_colour": "yes", "child_age": "forty"})
    assert after.band == "medium"
    assert not FactAnswer.objects.exists()


def test_a_policy_that_cannot_be_read_never_stops_what_is_recorded(monkeypatch):
    referral = make.referral()
    decided(referral)

    def broken() -> policy.Policy:
        raise OSError("the disk is gone")

    monkeypatch.setattr(grading.policies, "in_force", broken)
    after = learn(referral, {"child_identified": "yes"})
    assert (after.band, after.failure) == (None, "OSError: the disk is gone")
    assert queries.entry(referral).left_at == make.NOON
    assert Alert.objects.filter(referral=referral).count() == 1


def test_a_hundred_referrals_take_as_many_queries_as_two():
    def queries_for(count: int) -> int:
        referrals = [make.referral() for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            services.learn_about_all(
                referrals=referrals,
                facts={"child_identified": "yes"},
                source=Source.CASEWORK,
                about="C-23-0001",
                because="A child was added to the case",
                by="T00001",
                at=LATER,
            )
        assert all(queries.suggestion(one).band == "high" for one in referrals)
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    assert queries_for(2) == queries_for(30) <= 20
