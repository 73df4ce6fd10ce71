"""How the demonstration answers the policy's questions."""

from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.demo import answering, planning
from symphony.triage import queries, services
from symphony.triage.models import Assessment, QueueEntry
from tests import make


@pytest.fixture(scope="module")
def small_plan():
    return planning.plan("small")


@pytest.mark.django_db
def test_answers_told_together_leave_what_the_service_leaves(small_plan):
    """Same answers, assessments, place in the queue and audit as `answer_facts`, one by one."""
    officer = make.referral_officer()
    plan = [report for report in small_plan if report.fate == "educate"][:3]
    told, asked = [[_reported_images() for _ in plan] for _ in range(2)]
    at = make.NOON
    given = [answering.answers(report, answering.dice(report)) for report in plan]

    answering.answer_together(dict(zip(told, given, strict=True)), by=officer, at=at)
    for referral, answers in zip(asked, given, strict=True):
        services.answer_facts(referral=referral, answers=answers, by=officer, at=at)

    for one, other in zip(told, asked, strict=True):
        assert _left(one) == _left(other)


def _reported_images():
    return make.referral(incident_type=planning.IMAGES, received_at=make.NOON - timedelta(days=1))


def _left(referral):
    """Return all that stands about a referral, without keys."""
    answers = [
        (said.fact, said.value, said.source, said.stated, said.about, said.said_by, said.said_at)
        for said in queries.answers_in_order(referral)
    ]
    graded = Assessment.objects.filter(referral=referral).order_by("assessed_at", "id")
    entry = QueueEntry.objects.get(referral=referral)
    return {
        "answers": sorted(answers),
        "assessments": [
            (a.policy_version, a.band, a.path, a.variant, a.quality, a.reasons, a.facts, a.sources)
            for a in graded
        ],
        "because": [(one.because, one.failure, one.assessed_at) for one in graded][1:],
        "place": (entry.rank, entry.band, entry.path, entry.reason, entry.left_at, entry.area),
        "changes": queries.changes_of(referral),
        "audit": list(
            Entry.objects.filter(about__contains=[referral.reference])
            .exclude(what__startswith="referrals.")
            .order_by("pk")
            .values_list("what", "by", "details")
        ),
    }


def test_the_plan_states_towns_and_ages_that_the_rules_ask_for(small_plan):
    assert all(report.town for report in small_plan)
    educate = [report for report in planning.plan("full") if report.fate == "educate"]
    old_enough = [report for report in educate if report.children[0].age >= 13]
    assert 0.9 <= len(old_enough) / len(educate) < 1
