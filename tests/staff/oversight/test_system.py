"""The system check: what needs somebody, first, and what to do about it."""

from datetime import timedelta

import pytest
from django.test import Client

from symphony.accounts import services as accounts
from symphony.accounts.permissions import Role
from symphony.contacts.models import Contact
from symphony.core.clock import now, real_now, today
from symphony.core.ids import uuid7
from symphony.core.models import WorkerBeat
from symphony.letterbox.models import Submission
from symphony.referrals import services as referrals
from symphony.referrals.models import QuarantinedItem
from symphony.staff.oversight import system
from symphony.triage import services as triage
from symphony.triage.models import QueueEntry
from tests import make
from tests.accounts import rota
from tests.mail import sink
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/system/"


def found():
    return {check.name: check.is_well for check in system.checks()}


@pytest.fixture
def well():
    WorkerBeat.objects.create(name="worker", beat_at=real_now())
    Contact.objects.update(checked_on=today(), number="0800 555 111")


def test_all_is_well(well):
    page = text(signed_in(make.user(role=Role.ADMINISTRATOR)).get(URL))

    assert "Every part that this site can see is well." in page
    assert "Needs you" not in page


def test_a_silent_worker(well):
    WorkerBeat.objects.update(beat_at=real_now() - timedelta(minutes=3))

    page = text(signed_in(make.user(role=Role.ADMINISTRATOR)).get(URL))
    assert "1 part needs you." in page
    assert "Worker Needs you Last heard 3 min ago. Start it" in page


def test_a_worker_that_never_ran():
    assert found()["Worker"] is False


def test_a_letterbox_that_nobody_empties(well):
    Submission.objects.create(
        token="a" * 64,
        reference="R-7K4M-92QX",
        received_at=now() - timedelta(minutes=3),
        answers={},
    )
    assert found()["Letterbox"] is False
    assert found()["Intake"] is False


def test_something_that_was_kept_and_never_counted(well):
    QuarantinedItem.objects.create(
        id=uuid7(),
        reference="Q-23-0001",
        channel="cybertipline",
        source_name="a.xml",
        sha256="0" * 64,
        size=1,
        received_at=make.NOON,
        code="not_xml",
        reason="Not XML.",
    )
    assert found()["Intake"] is False


def test_an_import_that_broke_off_an_hour_ago(well):
    referrals.begin_run(channel="cybertipline", by="system:import", at=now())
    assert found()["Imports"] is True
    referrals.begin_run(channel="cybertipline", by="system:import", at=now() - timedelta(hours=2))
    assert found()["Imports"] is False


def test_a_referral_that_could_not_be_graded(well, monkeypatch):
    from symphony.triage import policy

    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        make.referral()
        kept = make.referral()
    assert found()["Grading"] is False
    QueueEntry.objects.filter(referral=kept).update(band="high", keeps_band=True)
    [words] = [check.words for check in system.checks() if check.name == "Grading"]
    assert "without a band, after high: 1." in words
    assert "keep the band and place from before: 1." in words
    assert "doubtful" not in words


def test_nobody_on_call(well):
    assert found()["On call"] is True  # nobody works here yet
    officer = make.referral_officer()
    assert found()["On call"] is False

    rota.on_call(officer, begins_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=20))
    assert found()["On call"] is False  # a gap so near is for today
    rota.on_call(officer, begins_at=now(), ends_at=now() + timedelta(days=9))
    assert found()["On call"] is True


def test_nobody_left_who_could_answer_an_alert(well):
    officer = make.referral_officer()
    make.referral()
    accounts.deactivate_account(user=officer, by="T1", at=now())

    check = next(check for check in system.checks() if check.name == "On call")
    assert not check.is_well
    assert check.words == "Nobody is left who could answer an alert of immediate harm."
    assert "`symphony account create`" in check.remedy


def test_an_e_mail_that_could_not_be_sent(well, settings):
    with sink(settings, refuses=True) as server:
        make.referral(danger_now=True)
        make.supervisor()
        triage.escalate_alerts(at=now())
        triage.send_notices(at=now())
        assert found()["Notices"] is False
        server.refuses = False
        triage.send_notices(at=now())
    assert found()["Notices"] is True


def test_who_may_open_it():
    for person in (make.supervisor, make.referral_officer, make.press_officer):
        assert signed_in(person()).get(URL).status_code == 403
    assert signed_in(make.user(role=Role.AUDITOR)).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
