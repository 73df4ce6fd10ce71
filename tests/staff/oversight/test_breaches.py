"""The breach register: what ran out, what came of it, and a supervisor's answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.core.clock import now
from symphony.triage.models import Breach
from tests import make
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/breaches/"


@pytest.fixture
def breach():
    due = now() - timedelta(days=2)
    return Breach.objects.create(
        referral=make.referral(), clock="from_receipt", due_at=due, noticed_at=due
    )


def test_it_lists_what_ran_out_and_is_not_answered(breach):
    supervisor = make.supervisor()
    page = text(signed_in(supervisor).get(URL))

    assert f"{breach.referral.reference} : response, from receipt" in page
    assert "Overdue by 2 d" in page and "Still owed" in page and "Nobody so far" in page
    assert looks("oversight:breaches", supervisor) == [[breach.referral.reference]]


def test_answering_moves_it_to_what_was_answered(breach):
    client = signed_in(make.supervisor(name="Ada Example"))
    page = reverse("oversight:breach", args=[breach.pk])
    assert "Enter why it was late" in text(client.post(page, {"words": ""}))

    client.post(page, {"words": "Two officers were away."})

    assert "No clock that ran out waits for an answer." in text(client.get(URL))
    assert "Ada Example" in text(client.get(URL, {"view": "answered"}))
    assert "Two officers were away." in text(client.get(page))


def test_a_supervisors_home_says_how_many_wait(breach):
    assert "1 clock ran out, not answered for" in text(signed_in(make.supervisor()).get("/staff/"))


def test_who_may_read_it(breach):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        assert signed_in(person).get(URL).status_code == 403
        answer = signed_in(person).post(reverse("oversight:breach", args=[breach.pk]))
        assert answer.status_code == 403
