"""Logging an enquiry and reading them."""

import pytest

from symphony.cases.models import Enquiry
from tests import make
from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db
AT = {"made_at_day": "18", "made_at_month": "5", "made_at_year": "2023", "made_at_time": "14:05"}


def test_an_enquiry_is_logged_for_the_team_and_listed():
    it = world()
    said = AT | {"what": "Asked the provider.\nNo answer yet."}
    page = text(signed_in(it.insider).post(it.url("log_enquiry"), said, follow=True))
    assert f"Enquiry logged in {it.case.reference}." in page
    assert "18 May 2023, 14:05" in page
    assert Enquiry.objects.get().team == it.case.team


def test_a_double_press_logs_it_once():
    import re

    it = world()
    client = signed_in(it.insider)
    html = client.get(it.url("log_enquiry")).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)[1]
    said = AT | {"what": "Asked the provider.", "once": once}
    client.post(it.url("log_enquiry"), said)
    page = text(client.post(it.url("log_enquiry"), said, follow=True))
    assert "That was already recorded." in page
    assert Enquiry.objects.count() == 1


def test_what_is_missing_or_ahead_is_said():
    it = world()
    page = text(signed_in(it.insider).post(it.url("log_enquiry"), AT | {"made_at_year": "2999"}))
    assert "Enter what was done" in page
    assert "Time must be now or in the past" in page


def test_without_any_it_says_what_would_be_here():
    it = world()
    assert "No enquiry is logged." in text(signed_in(it.insider).get(it.url("enquiries")))


def test_a_safeguarding_officer_reads_and_does_not_log():
    it = world()
    client = signed_in(make.safeguarding_officer(team=it.case.team))
    assert "Log an enquiry" not in text(client.get(it.url("enquiries")))
    assert client.get(it.url("log_enquiry")).status_code == 403
