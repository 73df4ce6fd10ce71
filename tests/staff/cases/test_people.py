"""The people of a case: adding them, saying what they are, taking them out."""

import re

import pytest

from symphony.cases import queries
from symphony.cases.models import Role
from symphony.safeguarding.models import Child
from symphony.triage.models import Path
from tests import make
from tests.staff.cases.ordinary import World, signed_in, text, try_each, world

pytestmark = pytest.mark.django_db
GROUNDS = "The account was used from this person's home."


def people_of(it: World) -> list[queries.PersonRow]:
    return queries.people(it.case, on=make.NOON.date())


def change(it: World, **said: str):
    url = it.url("change_role", it.reported_user.person.reference)
    return signed_in(it.insider).post(url, {"grounds": GROUNDS} | said, follow=True)


def test_the_user_of_the_account_is_made_a_suspect_with_grounds():
    it = world()
    page = text(change(it, role="suspect"))
    [row] = people_of(it)
    assert (row.role, row.grounds, row.recorded_by) == (Role.SUSPECT, GROUNDS, "Ravi Example")
    assert f"{row.reference} is recorded as suspect." in page
    assert GROUNDS in page


def test_without_grounds_it_asks_for_them_and_keeps_the_rest():
    it = world()
    response = change(it, role="suspect", grounds="")
    assert "Enter why the role changes" in text(response)
    assert "<title>Error: Change role" in response.content.decode()
    assert [row.role for row in people_of(it)] == [Role.REPORTED_USER]


def test_of_unknown_age_it_also_asks_what_is_known_of_it():
    it = world(people=[make.reported_user(), make.stated_child()])
    url = it.url("change_role", it.reported_user.person.reference)
    client = signed_in(it.insider)
    assert "what is known of their age?" in text(client.get(url))
    refused = client.post(url, {"role": "suspect", "grounds": GROUNDS})
    assert "Enter what is known of this person&#x27;s age" in refused.content.decode()
    said = {"role": "suspect", "grounds": GROUNDS, "age_grounds": "Works as a driver."}
    client.post(url, said)
    [row] = people_of(it)
    assert (row.role, row.age_grounds) == (Role.SUSPECT, "Works as a driver.")


def test_an_adults_age_is_not_asked_about():
    it = world()
    url = it.url("change_role", it.reported_user.person.reference)
    assert "what is known of their age?" not in text(signed_in(it.insider).get(url))


def test_a_child_under_ten_is_not_offered_as_a_suspect_nor_taken():
    it = world(people=[make.reported_user(age=8, age_stated="8")])
    url = it.url("change_role", it.reported_user.person.reference)
    client = signed_in(it.insider)
    html = client.get(url).content.decode()
    assert "A child under ten is never a suspect." in html
    assert 'value="suspect"' not in html
    client.post(url, {"role": "suspect", "grounds": GROUNDS, "age_grounds": "Eight."})
    assert [row.role for row in people_of(it)] == [Role.REPORTED_USER]


def test_in_an_education_case_a_child_is_a_person_involved():
    it = world(people=[make.reported_user(age=14, age_stated="14")], path=Path.EDUCATE)
    client = signed_in(it.insider)
    page = text(client.get(it.url("people")))
    assert "a person involved, not a suspect. Only a supervisor can change that." in page
    assert "Person involved, user of the reported account" in page
    url = it.url("change_role", it.reported_user.person.reference)
    assert 'value="suspect"' not in client.get(url).content.decode()
    supervisor = signed_in(make.supervisor(team=it.case.team))
    assert 'value="suspect"' in supervisor.get(url).content.decode()


def test_the_referrals_page_offers_whom_it_names_and_who_is_not_in_the_case():
    it = world()
    page = text(signed_in(it.insider).get(it.url("referrals")))
    assert "Ada Example Child 13 Add to the case" in page
    assert "User of the reported account 34 User of the reported account" in page


def test_a_child_comes_from_the_referral_with_a_safeguarding_record():
    it = world()
    url = it.url("add_stated", it.referral, 2)
    said = {"role": "child", "identified": "yes", "grounds": "Named in the report; school told us."}
    page = text(signed_in(it.insider).post(url, said, follow=True))
    child = Child.objects.get()
    assert child.identified
    assert f"{child.person.reference} is in {it.case.reference} now." in page
    assert "Ada Example" in page


def test_whether_the_child_is_known_has_to_be_answered():
    it = world()
    url = it.url("add_stated", it.referral, 2)
    response = signed_in(it.insider).post(url, {"role": "child", "grounds": "Named."})
    assert "Select yes if it is known who the child is" in text(response)
    assert not Child.objects.exists()


def test_nobody_comes_in_as_a_suspect():
    it = world()
    html = signed_in(it.insider).get(it.url("add_stated", it.referral, 2)).content.decode()
    assert 'value="suspect"' not in html


def test_a_reported_user_who_is_a_child_gets_a_childs_record_with_the_role():
    it = world(people=[make.reported_user(age=13, age_stated="13")])
    change(it, role="child", identified="no", grounds="A child's own account.")
    [row] = people_of(it)
    assert row.role == Role.CHILD
    assert not Child.objects.get(pk=row.person_id).identified


def test_somebody_is_added_by_hand_even_quite_unknown():
    it = world()
    client = signed_in(it.insider)
    said = {"role": "witness", "grounds": "Rang the team.", "name": "Bo Example"}
    client.post(it.url("add_person"), said)
    client.post(it.url("add_person"), {"role": "witness", "grounds": "Seen on the doorstep."})
    names = [row.name for row in people_of(it) if row.role == Role.WITNESS]
    assert names == ["Bo Example", "Unknown person"]


def test_an_impossible_date_of_birth_is_said_at_its_field():
    it = world()
    said = {"role": "witness", "grounds": "Rang.", "date_of_birth_day": "31"}
    said |= {"date_of_birth_month": "2", "date_of_birth_year": "1990"}
    page = text(signed_in(it.insider).post(it.url("add_person"), said))
    assert "Date of birth must be a real date" in page


def test_a_safeguarding_officer_adds_children_and_is_not_asked_about_witnesses():
    it = world()
    officer = make.safeguarding_officer(team=it.case.team)
    html = signed_in(officer).get(it.url("add_person")).content.decode()
    assert 'value="child"' in html
    assert 'value="witness"' not in html
    refused = signed_in(officer).post(it.url("add_person"), {"role": "witness", "grounds": "x"})
    assert "Select one of the answers shown" in text(refused)


def test_a_colleagues_change_meanwhile_is_said_and_nothing_typed_is_lost():
    it = world()
    client = signed_in(it.insider)
    began_from = str(it.reported_user.pk)
    person = it.reported_user.person.reference
    make.suspect(it.case, by=make.investigator(team=it.case.team, name="Tom Example"))
    url = it.url("change_role", person)
    said = {"role": "witness", "grounds": "Only lent the phone.", "began_from": began_from}
    response = client.post(url, said)
    assert "Tom Example changed this role while you were writing." in text(response)
    assert "Only lent the phone." in response.content.decode()
    assert [row.role for row in people_of(it)] == [Role.SUSPECT]
    again = re.search(r'name="began_from" value="([^"]+)"', response.content.decode())[1]
    client.post(url, said | {"began_from": again})
    assert [row.role for row in people_of(it)] == [Role.WITNESS]


def test_a_safeguarding_officer_is_told_whose_role_is_not_theirs_to_change():
    it = world()
    client = signed_in(make.safeguarding_officer(team=it.case.team))
    assert "Change role" not in text(client.get(it.url("people")))
    response = client.get(it.url("change_role", it.reported_user.person.reference))
    assert response.status_code == 409
    assert "Your role does not change what" in text(response)


def test_a_role_ends_with_a_reason_and_stays_readable():
    it = world()
    person = it.reported_user.person.reference
    url = it.url("end_role", person)
    client = signed_in(it.insider)
    assert "Enter why this person is not in the case any more" in text(
        client.post(url, {"reason": ""})
    )
    page = text(client.post(url, {"reason": "Another account."}, follow=True))
    assert f"{person} is not in {it.case.reference} any more." in page
    assert "Earlier roles: 1" in page
    assert "Another account." in page
    assert client.get(url).status_code == 404


def test_only_the_team_may():
    it = world()
    person = it.reported_user.person.reference
    for url in (
        it.url("change_role", person),
        it.url("end_role", person),
        it.url("add_stated", it.referral, 2),
    ):
        try_each(it, url)


def test_a_right_to_left_name_and_markup_are_shown_as_they_are():
    it = world()
    client = signed_in(it.insider)
    for name in ("<b>Bo</b>", "مثال"):
        client.post(it.url("add_person"), {"role": "witness", "grounds": "Rang.", "name": name})
    html = client.get(it.url("people")).content.decode()
    assert "<bdi>&lt;b&gt;Bo&lt;/b&gt;</bdi>" in html
    assert "<bdi>مثال</bdi>" in html
