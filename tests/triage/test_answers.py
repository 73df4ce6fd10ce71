"""Answers to the policy's questions: kept with their source, laid over what a report states."""

from datetime import timedelta

import pytest

from symphony.referrals.models import ReportedFile
from symphony.triage import asking, grading, queries, rules, services
from symphony.triage.models import Assessment, FactAnswer
from symphony.triage.policy import explaining
from tests import make

pytestmark = pytest.mark.django_db


def answer(referral, officer=None, *, at=make.NOON, **answers):
    by = officer or make.referral_officer()
    return services.answer_facts(referral=referral, answers=answers, by=by, at=at)


def standing(referral):
    return asking.standing(referral, by=grading.in_force())


def test_an_answer_lifts_the_band_and_is_kept_with_who_and_when():
    referral, officer = make.referral(), make.referral_officer()
    after = answer(referral, officer, lives_with_children="yes")

    assert (after.band, after.because) == ("high", "An officer answered")
    assert after.sources["lives_with_children"] == {
        "source": "officer",
        "by": officer.staff_number,
        "at": make.NOON.isoformat(),
        "about": "",
    }
    assert queries.entry(referral).band == "high"
    assert Assessment.objects.filter(referral=referral).count() == 2


def test_not_known_takes_an_answer_back():
    referral = make.referral()
    answer(referral, lives_with_children="yes")
    after = answer(referral, lives_with_children="not_known", at=make.NOON + timedelta(minutes=1))

    assert after.band == "medium"
    assert "lives_with_children" not in after.facts
    assert standing(referral).asked["lives_with_children"].value == "not_known"


def test_a_later_answer_stands_over_an_earlier_one():
    referral = make.referral()
    answer(referral, lives_with_children="yes")
    after = answer(referral, lives_with_children="no", at=make.NOON + timedelta(minutes=1))

    assert after.facts["lives_with_children"] == "no"
    assert FactAnswer.objects.count() == 2


def test_what_is_known_already_is_not_kept_twice():
    referral = make.referral()
    answer(referral, lives_with_children="yes")
    answer(referral, lives_with_children="yes")

    assert FactAnswer.objects.count() == 1


def test_an_answer_corrects_what_the_report_states_until_the_report_says_something_else():
    referral = make.referral()
    assert "live_streaming" not in standing(referral).stated
    answer(referral, live_streaming="no")
    assert standing(referral).counting["live_streaming"].value == "no"

    ReportedFile.objects.create(
        referral=referral, received_at=make.NOON, annotations=["liveStreaming"]
    )

    now = standing(referral)
    assert now.facts["live_streaming"] == "yes"
    assert now.overtaken["live_streaming"].value == "no"
    assert "live_streaming" not in now.counting


def test_what_linking_found_is_said_to_be_from_there():
    referral = make.referral()
    after = services.learn(
        referral=referral,
        facts={"reports": "several"},
        source=FactAnswer.Source.LINKING,
        about="C-25-0107",
        because="The same account stands in an earlier case",
        by="system:linking",
        at=make.NOON,
    )

    assert after.sources["reports"]["source"] == "linking"
    assert after.sources["reports"]["about"] == "C-25-0107"


@pytest.mark.parametrize(
    "answers", [{"no_such_fact": "yes"}, {"lives_with_children": "enormous"}, {"danger_now": "yes"}]
)
def test_what_the_policy_does_not_ask_is_refused_and_nothing_is_kept(answers):
    referral = make.referral()
    with pytest.raises(services.NotAnAnswer):
        answer(referral, **answers)
    assert not FactAnswer.objects.exists()
    assert Assessment.objects.filter(referral=referral).count() == 1


def test_only_those_who_decide_answer():
    with pytest.raises(rules.NotAllowedToDecide):
        answer(make.referral(), make.investigator(), lives_with_children="yes")


def test_every_open_question_is_either_one_that_could_change_it_or_one_that_cannot():
    now = standing(make.referral())
    could, cannot = (
        {one.fact.name for one in now.could_change},
        {fact.name for fact in now.cannot_change},
    )

    assert could and cannot and not could & cannot
    assert could | cannot | set(now.facts) == set(now.policy.facts)


def test_what_was_asked_and_is_not_known_comes_after_what_nobody_has_asked():
    referral = make.referral()
    first = standing(referral).could_change[0].fact.name
    answer(referral, **{first: "not_known"})

    asked = [one.fact.name for one in standing(referral).could_change]
    assert asked[-1] == first


def test_nothing_can_change_what_comes_first():
    now = standing(make.referral(self_harm=True))
    assert (now.could_change, now.changes) == ([], [])
    assert {fact.name for fact in now.cannot_change} == set(now.policy.facts) - set(now.facts)


def test_answering_questions_that_cannot_change_it_never_does():
    referral = make.referral()
    before = queries.suggestion(referral)
    for fact in standing(referral).cannot_change:
        after = answer(referral, **{fact.name: next(iter(fact.words))})
        assert (after.band, after.path, after.variant) == (
            before.band,
            before.path,
            before.variant,
        )


def test_a_change_that_is_promised_comes_about():
    referral = make.referral()
    promised = explaining.changes(standing(referral).result)[0]
    after = answer(referral, **{promised.fact.name: promised.value})
    assert (after.band, after.path, after.variant) == (
        promised.band,
        promised.path,
        promised.variant,
    )
