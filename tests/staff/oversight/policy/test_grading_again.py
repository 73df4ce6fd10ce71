"""Grading what waits again after another policy came into force."""

import itertools
from datetime import timedelta

import pytest
from django.db import OperationalError

from symphony.triage import services
from symphony.triage.models import Assessment, GradeChange, PolicyTask
from symphony.triage.queries import policies
from symphony.triage.services import policy_tasks
from tests import make
from tests.staff.oversight.policy.drafting import BASE, FILES, changed, drafted, tried
from tests.staff.visiting import acts, signed_in, text
from tests.triage.failing import broken_policy

pytestmark = pytest.mark.django_db
HOME = {"lives_with_children": "yes"}
UP = changed("urgency-access.csv", "A-3", band="very_high")
_minutes = itertools.count()


def in_force(files=UP, name="2030-1"):
    trial = tried(drafted(files, name=name))
    at = make.NOON + timedelta(minutes=next(_minutes))
    return services.approve_policy(trial, rationale="x", by=make.supervisor(), at=at)


def answered(**facts):
    """A waiting referral of which an officer has answered these."""
    referral = make.referral()
    services.answer_facts(
        referral=referral, answers=facts, by=make.referral_officer(), at=make.NOON
    )
    return referral


def test_what_waits_is_graded_again_and_says_where_the_band_may_have_changed():
    moved, same = answered(**HOME), make.referral()
    in_force()
    client = signed_in(make.supervisor())
    assert "2 waiting referrals were graded last by another version than 2030-1." in text(
        client.get(BASE)
    )

    answer = client.post(f"{BASE}regrade/")
    page = text(client.get(answer.url))
    assert "2 waiting referrals graded again 1 came out differently" in page
    for referral in (moved, same):
        latest = Assessment.objects.filter(referral=referral).latest("assessed_at", "id")
        assert latest.policy_version == "2030-1"
        assert latest.because == "Policy 2030-1 is in force"
    [change] = GradeChange.objects.all()
    assert change.referral == moved and change.because == "Policy 2030-1 is in force"
    assert "Waiting under another version" not in text(client.get(BASE))
    assert len(acts("triage.regrading_asked_for")) == 1
    assert "0 waiting referrals graded again" in text(
        client.get(client.post(f"{BASE}regrade/").url)
    )


def test_one_that_the_rules_failed_on_in_between_came_out_as_it_was(monkeypatch):
    referral = make.referral()
    with broken_policy(monkeypatch):
        services.reassess(referral=referral, because="More came", by="system:test", at=make.NOON)
    in_force()

    signed_in(make.supervisor()).post(f"{BASE}regrade/")
    task = PolicyTask.objects.get(kind="regrading")
    assert (task.done, task.moved) == (1, 0)
    assert not GradeChange.objects.exists()


def test_a_long_regrading_goes_on_where_a_killed_worker_left_it(monkeypatch):
    monkeypatch.setattr(policy_tasks, "GRADED_AT_ONCE", 0)
    for _ in range(3):
        answered(**HOME)
    in_force()
    client = signed_in(make.supervisor())
    url = client.post(f"{BASE}regrade/").url
    assert "Grading 3 waiting referrals again" in text(client.get(url))
    assert client.post(f"{BASE}regrade/").url == url

    once, count = policy_tasks._grade_one, itertools.count(1)

    def killed(*given, **more):
        if next(count) == 2:
            raise OperationalError("gone")
        return once(*given, **more)

    monkeypatch.setattr(policy_tasks, "_grade_one", killed)
    with pytest.raises(OperationalError, match="gone"):
        services.do_policy_tasks(at=make.NOON)
    task = PolicyTask.objects.get(kind="regrading")
    assert (task.done, task.ended_at) == (1, None)
    monkeypatch.setattr(policy_tasks, "_grade_one", once)
    PolicyTask.objects.update(beat_at=None)
    services.do_policy_tasks(at=make.NOON)
    task.refresh_from_db()
    assert (task.done, task.total, task.moved) == (3, 3, 3)
    assert Assessment.objects.filter(policy_version="2030-1").count() == 3


def test_another_approval_meanwhile_ends_the_regrading(monkeypatch):
    monkeypatch.setattr(policy_tasks, "GRADED_AT_ONCE", 0)
    monkeypatch.setattr(policy_tasks, "TELL_EVERY", 1)
    for _ in range(2):
        answered(**HOME)
    in_force()
    url = signed_in(make.supervisor()).post(f"{BASE}regrade/").url
    once = policy_tasks._grade_one

    def and_approved(*given, **more):
        if policies.in_force().version == "2030-1":
            in_force(FILES, name="2030-9")
        return once(*given, **more)

    monkeypatch.setattr(policy_tasks, "_grade_one", and_approved)
    services.do_policy_tasks(at=make.NOON)
    page = text(signed_in(make.supervisor()).get(url))
    assert "Another policy came into force meanwhile: ask again." in page


def test_only_who_approves_has_the_queue_graded_again():
    with pytest.raises(services.NotAllowedToChangePolicy):
        services.ask_for_regrading(by=make.referral_officer(), at=make.NOON)
    with pytest.raises(services.NotAllowedToChangePolicy):
        services.ask_for_trial(drafted(UP), by=make.referral_officer(), at=make.NOON)
