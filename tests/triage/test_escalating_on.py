"""The way of an alert where people come and go, alerts come together, and nothing could be read."""

from datetime import timedelta

import pytest

from symphony.referrals.models import Referral
from symphony.triage import queries, services
from symphony.triage.models import Alert, AlertStep
from tests import make
from tests.accounts.rota import on_call
from tests.staff.referrals import imported
from tests.triage.failing import broken_policy

pytestmark = pytest.mark.django_db
NOON, MINUTE, HOUR = make.NOON, timedelta(minutes=1), timedelta(hours=1)
BROKEN = b"<report><incidentSummary><escalateToHighPriority>now</escalateToHighPriority>"


def asked(alert):
    return [step.person for step in queries.steps_of(alert)]


@pytest.fixture
def alert():
    make.referral(danger_now=True)
    return Alert.objects.get()


def test_who_came_on_call_meanwhile_is_next_and_who_went_off_can_still_answer(alert):
    early, late = make.referral_officer(), make.referral_officer()
    on_call(early, ends_at=NOON + 3 * MINUTE)
    on_call(late, begins_at=NOON + 3 * MINUTE, ends_at=NOON + 8 * HOUR)

    services.escalate_alerts(at=NOON)
    services.escalate_alerts(at=NOON + 5 * MINUTE)

    assert asked(alert) == [early, late]
    services.acknowledge_alert(alert=alert, by=early, at=NOON + 6 * MINUTE)
    assert services.escalate_alerts(at=NOON + HOUR) == 0


def test_who_went_off_before_being_asked_is_not_asked(alert):
    first, second, supervisor = (
        make.referral_officer(),
        make.referral_officer(),
        make.supervisor(),
    )
    on_call(first, order=1)
    on_call(second, order=2, ends_at=NOON + 4 * MINUTE)

    services.escalate_alerts(at=NOON)
    services.escalate_alerts(at=NOON + 5 * MINUTE)

    assert asked(alert) == [first, supervisor]


def test_two_alerts_go_their_ways_apart(alert):
    person, supervisor = make.referral_officer(), make.supervisor()
    on_call(person)
    services.escalate_alerts(at=NOON)
    make.referral(danger_now=True)
    other = Alert.objects.latest("raised_at", "id")
    services.escalate_alerts(at=NOON + 3 * MINUTE)

    services.acknowledge_alert(alert=alert, by=person, at=NOON + 4 * MINUTE)
    services.escalate_alerts(at=NOON + 5 * MINUTE)
    services.escalate_alerts(at=NOON + 8 * MINUTE)

    assert (asked(alert), asked(other)) == ([person], [person, supervisor])
    turn = queries.alert_in_turn(viewer=person)
    assert turn is not None and turn.alert == other


def test_the_time_to_answer_is_a_setting_and_runs_from_being_asked(alert, settings):
    settings.MINUTES_TO_ACKNOWLEDGE = 2
    first, second = make.referral_officer(), make.referral_officer()
    on_call(first, order=1)
    on_call(second, order=2)

    services.escalate_alerts(at=NOON)
    assert services.escalate_alerts(at=NOON + 2 * MINUTE - timedelta(seconds=1)) == 0
    assert services.escalate_alerts(at=NOON + 2 * MINUTE) == 1
    make.referral(danger_now=True)
    newest = Alert.objects.latest("raised_at", "id")
    assert newest.acknowledge_by - newest.raised_at == 2 * MINUTE


def test_what_could_not_be_read_and_is_marked_high_priority_goes_the_same_way(tmp_path):
    person = make.referral_officer()
    on_call(person)
    imported.bring(tmp_path / "in", {"broken.xml": BROKEN})

    assert services.escalate_alerts(at=NOON) == 1
    assert AlertStep.objects.get().person == person
    turn = queries.alert_in_turn(viewer=person)
    assert turn is not None and turn.alert.quarantined is not None


def test_that_it_could_not_be_graded_does_not_become_harm_when_it_comes_first(monkeypatch):
    officer = make.referral_officer()
    on_call(officer)
    with broken_policy(monkeypatch):
        referral = make.referral()
    Referral.objects.filter(pk=referral.pk).update(danger_now=True)
    referral.refresh_from_db()
    services.reassess(referral=referral, because="It says so", by="system:test", at=NOON)
    ungraded, danger = Alert.objects.order_by("raised_at", "id")
    assert ungraded.reason == "It could not be graded"
    services.acknowledge_alert(alert=danger, by=officer, at=NOON)

    assert services.escalate_alerts(at=NOON) == 0
    assert queries.alert_in_turn(viewer=officer) is None
    assert queries.harm_alert(viewer=officer) is None
