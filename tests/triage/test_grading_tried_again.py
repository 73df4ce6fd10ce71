"""What could not be graded is tried again: in batches, and without storing the same twice."""

from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.triage import queries, services
from symphony.triage.models import Assessment
from symphony.triage.services import retrying
from tests import make
from tests.triage.failing import broken_policy, failing_rules

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(minutes=1)


def stored() -> tuple[int, int]:
    return Assessment.objects.count(), Entry.objects.filter(what="triage.reassessed").count()


def test_nothing_is_tried_while_the_policy_cannot_be_read(monkeypatch):
    with broken_policy(monkeypatch):
        make.referral()
        before = stored()
        assert services.grade_ungraded(at=LATER) == 0
    assert stored() == before


def test_the_same_failure_is_not_stored_again_and_another_is(monkeypatch):
    with failing_rules(monkeypatch):
        referral = make.referral()
        before = stored()
        for _ in range(3):
            assert services.grade_ungraded(at=LATER) == 0
    assert stored() == before

    with failing_rules(monkeypatch, says="another cell is odd"):
        assert services.grade_ungraded(at=LATER) == 0
    assert queries.latest_assessment(referral).failure == "ValueError: another cell is odd"
    assert stored() == (before[0] + 1, before[1] + 1)


def test_they_are_tried_in_batches_and_the_next_is_asked_for(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(retrying, "AT_A_TIME", 2)
    monkeypatch.setattr(retrying, "work_waits", asked.append)
    with broken_policy(monkeypatch):
        for _ in range(5):
            make.referral()

    assert [services.grade_ungraded(at=LATER) for _ in range(4)] == [2, 2, 1, 0]
    assert asked == ["queue", "queue"]


def test_what_fails_for_good_keeps_nothing_else_from_its_turn(monkeypatch):
    monkeypatch.setattr(retrying, "AT_A_TIME", 1)
    assess = retrying.grading.assess
    with broken_policy(monkeypatch):
        stuck, fine = make.referral(), make.referral()

    def fails_on_one(one, **arguments):
        if one.referral.pk == stuck.pk:
            raise ValueError("an odd word")
        return assess(one, **arguments)

    monkeypatch.setattr(retrying.grading, "assess", fails_on_one)
    for _ in range(60):
        services.grade_ungraded(at=LATER)
    assert queries.suggestion(fine).band == "medium"
    assert queries.latest_assessment(stuck).failure == "ValueError: an odd word"
