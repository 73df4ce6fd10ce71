"""One alert: whose turn it is, whom it went to, and the call to the control room."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.core.clock import now
from symphony.triage import services
from symphony.triage.models import Alert, ControlRoomCall
from tests import make
from tests.accounts.rota import on_call
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def alert():
    make.referral(danger_now=True)
    Alert.objects.update(raised_at=now() - HOUR, acknowledge_by=now() - HOUR)
    return Alert.objects.get()


def address(alert):
    return reverse("referrals:alert", args=[alert.referral.reference])


def line(person):
    html = signed_in(person).get("/staff/search/").content.decode()
    return html.partition('aria-label="Immediate harm"')[2].partition("</section>")[0]


def test_the_line_stands_with_whoever_was_asked(alert):
    first, other = make.referral_officer(), make.referral_officer()
    on_call(first, begins_at=now() - HOUR, ends_at=now() + HOUR)
    assert line(other)  # nobody has been asked yet

    services.escalate_alerts(at=now())

    assert "You were asked" in line(first)
    assert line(other) == ""


def test_at_last_everybody_is_told_to_call_the_control_room(alert):
    officer = make.referral_officer()
    services.escalate_alerts(at=now())

    assert "Call the control room, and record the call." in line(officer)
    assert address(alert) in line(officer)


def test_the_page_says_whom_it_went_to_and_why(alert):
    make.supervisor(name="Ada Example")
    services.escalate_alerts(at=now())

    page = text(signed_in(make.referral_officer()).get(address(alert)))

    assert "Ada Example Nobody is on call" in page
    assert "No mail server is set" in page
    assert "Nobody is on call now." in page


def test_recording_a_call(alert):
    client = signed_in(make.referral_officer(name="Bo Example"))
    page = text(client.post(address(alert), {}))
    assert "Enter whom you spoke to" in page and "Enter what was said" in page

    sent = {"spoke_to": "Inspector A. Example", "words": "A patrol is sent."}
    sent["called_at"] = (now() - HOUR / 2).isoformat()
    page = text(client.post(address(alert), sent, follow=True))

    assert "Bo Example spoke to Inspector A. Example . A patrol is sent." in page
    assert ControlRoomCall.objects.count() == 1
    assert Alert.objects.get().acknowledged_at is None


def test_both_homes_say_that_nobody_is_on_call_or_who_is():
    words = "Nobody is on call. An alert of immediate harm goes to every supervisor at once."
    for person in (make.referral_officer(), make.supervisor()):
        assert words in text(signed_in(person).get("/staff/"))
    on_call(make.supervisor(name="Ada Example"), begins_at=now() - HOUR, ends_at=now() + HOUR)
    assert "Ada Example, place 1, until" in text(signed_in(person).get("/staff/"))


def test_who_may_open_it(alert):
    assert signed_in(make.investigator()).get(address(alert)).status_code == 403
    nothing = reverse("referrals:alert", args=["R-0000-0000"])
    assert signed_in(make.referral_officer()).get(nothing).status_code == 404
