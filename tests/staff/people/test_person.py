"""One person's page: what is said of them and by which record, and their roles."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.audit.models import Entry
from symphony.cases import services as cases
from symphony.cases.models import CaseReferral
from symphony.people import services as people
from symphony.people.models import PersonValue
from tests import make
from tests.staff.cases.ordinary import World, signed_in, text, world

pytestmark = pytest.mark.django_db


def page_of(it: World, name: str = "person", *more: object) -> str:
    return reverse(f"people:{name}", args=[it.reported_user.person.reference, *more])


def test_it_shows_what_is_said_with_its_source_and_the_role_in_the_case():
    it = world()
    page = text(signed_in(it.insider).get(page_of(it)))
    assert f"Age as stated 34 {it.referral}" in page
    assert f"{it.case.reference} User of the reported account" in page


def test_only_a_team_that_has_the_person_in_a_case_opens_it():
    it = world()
    assert signed_in(it.outsider).get(page_of(it)).status_code == 404
    assert signed_in(it.colleague).get(page_of(it)).status_code == 403


def test_the_look_names_person_and_case():
    it = world()
    signed_in(it.insider).get(page_of(it))
    look = Entry.objects.get(what="look.people:person")
    assert look.about == [it.reported_user.person.reference, it.case.reference]


def test_a_value_is_added_with_the_case_as_its_source():
    it = world()
    said = {"kind": "name", "value": "Jon Example", "source": it.case.reference}
    page = text(signed_in(it.insider).post(page_of(it, "add_value"), said, follow=True))
    assert f"Name Jon Example {it.case.reference}" in page
    assert PersonValue.objects.get(kind="name").source == it.case.reference


def test_a_date_of_birth_has_its_own_boxes():
    it = world()
    said = {"source": it.case.reference, "date_of_birth_day": "3", "date_of_birth_month": "2"}
    client = signed_in(it.insider)
    url = page_of(it, "add_value")
    assert "must include a year" in text(client.post(url, said))
    page = text(client.post(url, said | {"date_of_birth_year": "1985"}, follow=True))
    assert "Date of birth 3 Feb 1985" in page


def test_nothing_entered_is_said():
    it = world()
    page = text(signed_in(it.insider).post(page_of(it, "add_value"), {"source": it.case.reference}))
    assert "Select what it is, or enter a date of birth" in page


def test_a_value_is_withdrawn_with_a_reason_and_stays_readable():
    it = world()
    client = signed_in(it.insider)
    url = page_of(it, "withdraw_value", 1)
    assert "Enter why it is withdrawn" in text(client.post(url, {"reason": ""}))
    page = text(client.post(url, {"reason": "The account's age."}, follow=True))
    assert "Withdrawn: 1" in page
    assert "The account's age." in page
    assert client.get(page_of(it, "withdraw_value", 9)).status_code == 404


def test_where_another_team_learnt_it_is_not_said():
    it = world()
    south = it.outsider
    other = make.case(team=south.team)
    person = it.reported_user.person
    from symphony.cases.models import CaseRole

    CaseRole.objects.create(
        case=other,
        person=person,
        role="witness",
        from_at=make.NOON,
        recorded_by=south,
    )
    people.add_value(
        person=person,
        kind="name",
        value="Jon Example",
        source=other.reference,
        by=south,
        at=make.NOON + timedelta(hours=1),
    )
    page = text(signed_in(it.insider).get(page_of(it)))
    assert other.reference not in page
    assert "Another team's record" in page
    assert CaseReferral.objects.get(case=other).referral.reference not in page


def test_after_the_role_ended_the_record_still_opens():
    it = world()
    url = page_of(it)
    cases.end_role(
        case_role=it.reported_user, reason="Another account.", by=it.insider, at=make.NOON
    )
    assert "Another account." in text(signed_in(it.insider).get(url))
