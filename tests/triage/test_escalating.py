"""An alert that nobody acknowledges: whom it goes to, when, and where it shows meanwhile."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.triage import queries, rules, services
from symphony.triage.models import Alert, AlertStep
from tests import make
from tests.accounts.rota import on_call

pytestmark = pytest.mark.django_db

NOON, MINUTE = make.NOON, timedelta(minutes=1)


def asked():
    """Return (level, kind, who) of every step, in order."""
    return [
        (step.level, step.kind, step.person and step.person.staff_number)
        for step in AlertStep.objects.order_by("level", "person__staff_number")
    ]


def waits_for(*people):
    """Say whether the alert line shows to these people and to nobody else who answers alerts."""
    return [queries.alert_in_turn(viewer=person) is not None for person in people]


@pytest.fixture
def alert(db):
    make.referral(danger_now=True)
    Alert.objects.update(raised_at=NOON)
    return Alert.objects.get()


def test_the_first_on_call_is_asked_then_the_second_then_every_supervisor(alert):
    second, first, other = make.supervisor(), make.referral_officer(), make.supervisor()
    on_call(first, order=1)
    on_call(second, order=2)
    bystander = make.referral_officer()

    assert services.escalate_alerts(at=NOON) == 1
    assert waits_for(first, second, other, bystander) == [True, False, False, False]
    assert services.escalate_alerts(at=NOON + 5 * MINUTE - timedelta(seconds=1)) == 0
    assert services.escalate_alerts(at=NOON + 5 * MINUTE) == 1
    # Whoever was asked before can still answer.
    assert waits_for(first, second, other, bystander) == [True, True, False, False]
    assert services.escalate_alerts(at=NOON + 10 * MINUTE) == 1
    assert waits_for(first, second, other, bystander) == [True, True, True, True]
    assert services.escalate_alerts(at=NOON + 15 * MINUTE) == 1
    assert services.escalate_alerts(at=NOON + 60 * MINUTE) == 0

    assert asked() == [
        (1, "on_call", first.staff_number),
        (2, "on_call", second.staff_number),
        (3, "supervisors", other.staff_number),
        (4, "control_room", None),
    ]
    assert queries.alert_in_turn(viewer=bystander).is_for_control_room
    entry = Entry.objects.filter(what="triage.alert_escalated").earliest("recorded_at")
    assert entry.about == [alert.referral.reference, first.staff_number]


def test_asked_again_at_once_nobody_is_asked(alert):
    on_call()
    services.escalate_alerts(at=NOON)

    assert services.escalate_alerts(at=NOON) == 0
    assert len(asked()) == 1


def test_acknowledged_it_goes_no_further(alert):
    officer = on_call().person
    services.escalate_alerts(at=NOON)
    services.acknowledge_alert(alert=alert, by=officer, at=NOON + MINUTE)

    assert services.escalate_alerts(at=NOON + 60 * MINUTE) == 0
    assert waits_for(officer) == [False]


def test_with_nobody_on_call_every_supervisor_is_asked_at_once_and_it_shows_to_all(alert):
    one, two, officer = make.supervisor(), make.supervisor(), make.referral_officer()
    assert waits_for(officer) == [True]  # before the worker has looked

    services.escalate_alerts(at=NOON)

    assert {step.why for step in AlertStep.objects.all()} == {"Nobody is on call"}
    assert {number for _, _, number in asked()} == {one.staff_number, two.staff_number}
    assert waits_for(one, officer, make.press_officer()) == [True, True, False]


def test_with_nobody_at_all_the_control_room_is_next(alert):
    services.escalate_alerts(at=NOON)

    assert asked() == [(1, "control_room", None)]


def test_who_came_on_call_meanwhile_is_asked_before_the_supervisors(alert):
    make.supervisor()
    on_call(begins_at=NOON - MINUTE, ends_at=NOON + MINUTE)
    services.escalate_alerts(at=NOON)
    relief = on_call(begins_at=NOON + MINUTE).person

    services.escalate_alerts(at=NOON + 5 * MINUTE)

    assert asked()[-1] == (2, "on_call", relief.staff_number)


def test_after_the_worker_stood_still_whoever_is_asked_has_the_whole_time(alert):
    on_call()
    services.escalate_alerts(at=NOON + 60 * MINUTE)

    assert AlertStep.objects.get().answer_by == NOON + 65 * MINUTE


def test_the_time_to_answer_is_a_setting(alert, settings):
    settings.MINUTES_TO_ACKNOWLEDGE = 2
    on_call()
    services.escalate_alerts(at=NOON)

    assert AlertStep.objects.get().answer_by == NOON + 2 * MINUTE


def test_that_something_could_not_be_graded_wakes_nobody(monkeypatch):
    make.referral()
    Alert.objects.create(
        referral=make.referral(), reason="Not graded", raised_at=NOON, acknowledge_by=NOON
    )
    assert services.escalate_alerts(at=NOON) == 0


def test_the_database_itself_asks_nobody_twice(alert):
    on_call()
    services.escalate_alerts(at=NOON)
    step = AlertStep.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertStep.objects.create(
            alert=alert,
            level=2,
            kind="on_call",
            person=step.person,
            why="Again",
            asked_at=NOON,
            answer_by=NOON,
            notice="off",
        )


def test_a_call_to_the_control_room_is_recorded_and_the_alert_stays(alert):
    officer = make.referral_officer()

    def call(**changes):
        said = {"spoke_to": "Inspector A. Example", "words": "A patrol is sent."}
        ordinary = {"alert": alert, "called_at": NOON + MINUTE, "by": officer}
        return services.record_control_room_call(**ordinary | said | changes, at=NOON + 2 * MINUTE)

    for wrong in ({"spoke_to": " "}, {"words": ""}, {"called_at": NOON + 3 * MINUTE}):
        with pytest.raises(services.CallNotTold):
            call(**wrong)
    with pytest.raises(rules.NotAllowedToAcknowledge):
        call(by=make.investigator())
    call()

    (kept,) = queries.calls_of(alert)
    assert (kept.recorded_by, kept.spoke_to) == (officer, "Inspector A. Example")
    assert "Inspector" not in str(Entry.objects.get(what="triage.control_room_called").details)
    assert waits_for(officer) == [True]
