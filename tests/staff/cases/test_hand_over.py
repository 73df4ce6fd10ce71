"""Handing a case over: afterwards the new team sees it and the old one does not."""

import pytest
from django.urls import reverse

from symphony.cases.models import Case
from tests import make
from tests.staff.cases.ordinary import signed_in, text, world

pytestmark = pytest.mark.django_db
NOTE = "The family moved to your area."


def test_the_new_team_sees_the_case_and_the_old_one_does_not():
    it = world()
    south = it.outsider.team
    here, there = signed_in(it.insider), signed_in(it.outsider)
    said = {"to": f"team:{south.slug}", "note": NOTE}
    page = text(here.post(it.url("hand_over"), said, follow=True))
    assert f"{it.case.reference} was handed over to the South team." in page
    for name in ("overview", "people", "timeline", "history"):
        assert here.get(it.url(name)).status_code == 404
        assert there.get(it.url(name)).status_code == 200
    assert it.case.reference not in text(here.get(reverse("cases:team")))
    assert it.case.reference in text(there.get(reverse("cases:unassigned")))
    person = it.reported_user.person.reference
    assert here.get(reverse("people:person", args=[person])).status_code == 404
    assert NOTE in text(there.get(it.url("timeline")))


def test_it_goes_to_a_person_too_and_stays_with_the_team():
    it = world()
    colleague = make.investigator(team=it.case.team, name="Tom Example")
    said = {"to": colleague.staff_number, "note": NOTE}
    page = text(signed_in(it.insider).post(it.url("hand_over"), said, follow=True))
    assert "was handed over to Tom Example" in page
    assert Case.objects.get().owner == colleague


def test_only_those_who_work_cases_are_offered():
    it = world()
    html = signed_in(it.insider).get(it.url("hand_over")).content.decode()
    assert it.outsider.staff_number in html
    assert it.colleague.staff_number not in html


def test_it_says_what_follows_before_the_button():
    it = world()
    page = text(signed_in(it.insider).get(it.url("hand_over")))
    assert page.index("no longer sees it from that moment on") < page.index("Hand over case")


def test_both_answers_are_asked_for():
    it = world()
    page = text(signed_in(it.insider).post(it.url("hand_over"), {"note": ""}))
    assert "Select who takes it over" in page
    assert "Enter what they must know" in page
