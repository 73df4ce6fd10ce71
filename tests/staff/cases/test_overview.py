"""The first page of a case: what is next, its clocks, who has it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.cases import services
from symphony.cases.models import Case
from symphony.people import services as people
from tests import make
from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db


def test_it_says_what_is_next_who_has_it_and_where_it_came_from():
    it = world()
    page = text(signed_in(it.insider).get(it.url("overview")))
    person = it.reported_user.person.reference
    assert f"{person} : the user of the reported account. Nobody has said yet" in page
    assert "The account named in the report is still active." in page
    assert it.referral in page
    assert "Nobody yet" in page


def test_whoever_takes_it_owns_it():
    it = world()
    client = signed_in(it.insider)
    assert "Take case" in text(client.get(it.url("overview")))
    page = text(client.post(it.url("take"), follow=True))
    assert f"You own {it.case.reference} now." in page
    assert Case.objects.get().owner == it.insider
    assert "Take case" not in page


def test_who_was_slower_is_told_by_whom():
    it = world()
    services.take_case(case=it.case, by=it.insider, at=make.NOON)
    second = make.investigator(team=it.case.team)
    page = text(signed_in(second).post(it.url("take"), follow=True))
    assert "Ravi Example owns" in page


def test_taking_is_a_press_never_an_address():
    it = world()
    assert signed_in(it.insider).get(it.url("take")).status_code == 405
    assert signed_in(it.outsider).post(it.url("take")).status_code == 404
    assert signed_in(it.colleague).post(it.url("take")).status_code == 403


def test_a_suspect_who_turns_out_to_be_under_ten_comes_first():
    it = world()
    suspect = make.suspect(it.case, by=it.insider)
    people.add_value(
        person=suspect.person,
        kind="date_of_birth",
        value="2020-01-01",
        source=it.case.reference,
        by=it.insider,
        at=make.NOON + timedelta(hours=2),
    )
    assert "A child under ten is never a suspect." in text(
        signed_in(it.insider).get(it.url("overview"))
    )


def test_the_look_names_the_people_shown():
    from symphony.audit.models import Entry

    it = world()
    signed_in(it.insider).get(it.url("overview"))
    look = Entry.objects.get(what="look.cases:overview")
    assert look.about == [it.case.reference, it.reported_user.person.reference]


def test_search_and_lists_lead_here():
    assert reverse("cases:overview", args=["C-23-0001"]) == "/staff/cases/C-23-0001/"
