"""A report that speaks of immediate harm comes first, whatever else it says."""

import pytest

from symphony.triage import alarm, services
from symphony.triage.models import Alert
from tests import make

pytestmark = pytest.mark.django_db


def test_it_ranks_first_and_alerts_with_the_words_of_the_list_and_not_the_report():
    referral = make.referral(narrative="Ada says that he is meeting her today.")

    alert = Alert.objects.get(referral=referral)
    assert alert.reason == "Words in the report: a meeting is said to be today"
    assert referral.queue_entry.rank == 0
    assert services.escalate_alerts(at=make.NOON) == 1


def test_what_is_marked_otherwise_says_so_once():
    make.referral(narrative="He is meeting her today.", danger_now=True)

    assert Alert.objects.get().reason == "The sender says that a child is in danger now"


def test_a_false_alarm_of_the_list_alerts_nobody():
    make.referral(narrative=" ".join(term.false_alarm for term in alarm.load()))

    assert not Alert.objects.exists()


def test_a_list_that_cannot_be_read_costs_no_referral(monkeypatch):
    from symphony.staff.oversight import system

    def broken():
        raise alarm.BadWordList("Line 2: why is empty.")

    monkeypatch.setattr("symphony.triage.alarm.lists.load", broken)

    assert make.referral(narrative="He is meeting her today.").queue_entry.rank > 0
    (check,) = [check for check in system.checks() if check.name == "Alert words"]
    assert not check.is_well and "Line 2" in check.words
