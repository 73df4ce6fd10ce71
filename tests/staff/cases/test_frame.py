"""What every page of a case has: who may open it, its look, its title, its one h1."""

import pytest

from tests import make
from tests.staff.cases.ordinary import looks, signed_in, try_each, world

pytestmark = pytest.mark.django_db

READING = ["overview", "people", "referrals", "enquiries", "timeline", "history"]
WORKING = ["add_person", "log_enquiry", "hand_over", "close"]


@pytest.mark.parametrize("name", READING + WORKING)
def test_the_team_opens_it_and_to_another_team_it_does_not_exist(name):
    it = world()
    try_each(it, it.url(name))


@pytest.mark.parametrize("name", READING)
def test_each_look_is_recorded_with_who_and_which_case(name):
    it = world()
    signed_in(it.insider).get(it.url(name))
    [look] = looks(name)
    assert look.by == it.insider.staff_number
    assert it.case.reference in look.about


@pytest.mark.parametrize("name", READING + WORKING)
def test_title_and_heading_name_the_case_and_nobody(name):
    it = world()
    html = signed_in(it.insider).get(it.url(name)).content.decode()
    title = html.split("<title>")[1].split("</title>")[0]
    assert title.endswith(f"– {it.case.reference} – Cases – Symphony")
    assert "Ada" not in title
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert "OFFICIAL-SENSITIVE" in html


def test_a_referral_officer_of_the_team_reads_and_is_offered_no_act():
    it = world()
    client = signed_in(make.referral_officer(team=it.case.team))
    html = client.get(it.url("people")).content.decode()
    assert "Add a person" not in html
    assert "Change role" not in html
    assert client.get(it.url("hand_over")).status_code == 403


def test_what_does_not_exist_is_not_found():
    it = world()
    client = signed_in(it.insider)
    assert client.get("/staff/cases/C-99-0001/").status_code == 404
    assert client.get(it.url("change_role", "P-0000000")).status_code == 404
    assert client.get(it.url("add_stated", "R-0000-0000", 1)).status_code == 404
