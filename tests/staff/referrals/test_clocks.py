"""The clocks of a referral as a page: how each stands, paused and resumed."""

import pytest
from django.urls import reverse

from symphony.core.clock import now
from symphony.triage.models import ClockPause
from tests import make
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db


def address(referral, name="clocks"):
    return reverse(f"referrals:{name}", args=[referral.reference])


@pytest.fixture
def referral():
    return make.referral(people=[make.stated_child()], received_at=now())


def test_every_clock_with_how_it_stands(referral):
    officer = make.referral_officer()
    page = text(signed_in(officer).get(address(referral)))

    assert "Response, from receipt Due" in page
    assert "Response, from grading" in page
    assert "Child first Due in 23 h" in page
    assert "The clocks were never paused." in page
    assert looks("referrals:clocks", officer) == [[referral.reference]]


def test_pausing_and_resuming(referral):
    client = signed_in(make.referral_officer(name="Ada Example"))
    page = text(client.post(address(referral, "pause_clocks"), {}))
    assert "Select which clock is paused" in page
    assert "Select what it is waiting for" in page and "Enter why the clocks are paused" in page

    sent = {"stops": "responses", "reason": "provider", "words": "Asked on 18 May."}
    page = text(client.post(address(referral, "pause_clocks"), sent, follow=True))
    assert "Paused under 1 min: waiting for provider's answer" in page
    assert "Resume response clocks" in page and "Asked on 18 May." in page
    assert "Child first Due" in page  # which goes on
    assert "paused already" in text(client.post(address(referral, "pause_clocks"), sent))

    page = text(client.post(address(referral, "resume_clocks"), follow=True))
    assert "Response clocks of" in page and ": resumed" in page and "resumed by Ada Example" in page
    assert ClockPause.objects.get().ends_at is not None
    page = text(client.post(address(referral, "resume_clocks"), follow=True))
    assert "The response clocks are not paused." in page


def test_the_childs_clock_is_paused_apart_from_the_visits(referral):
    client = signed_in(make.referral_officer())
    sent = {"stops": "child_first", "reason": "another_agency", "words": "They see the child."}

    page = text(client.post(address(referral, "pause_clocks"), sent, follow=True))
    assert "Resume child-first clock" in page and "Resume response clocks" not in page
    assert "Response, from receipt Due" in page
    assert "Child first Paused under 1 min: waiting for another agency" in page
    offered = text(client.get(address(referral, "pause_clocks")))
    assert "From receipt and from grading" in offered and "nothing at all" not in offered

    client.post(address(referral, "pause_clocks"), sent | {"stops": "responses"})
    client.post(address(referral, "resume_clocks"), {"stops": "child_first"})
    still = {pause.stops: pause.ends_at is None for pause in ClockPause.objects.all()}
    assert still == {"child_first": False, "responses": True}


def test_who_may_pause(referral):
    for person in (make.investigator(), make.press_officer()):
        assert signed_in(person).get(address(referral, "pause_clocks")).status_code == 403
    case = make.case()
    of_the_case = case.case_referrals.get().referral
    worker = signed_in(make.investigator(team=case.team))
    assert worker.get(address(of_the_case)).status_code == 200
    assert worker.get(address(referral)).status_code == 404
