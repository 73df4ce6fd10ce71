"""The audit log as auditors and supervisors read it: who, when, what, about which references."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from symphony.accounts.permissions import Role
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.clock import LONDON
from tests import make
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/audit/"


def auditor():
    return make.user(role=Role.AUDITOR)


def person_url(who):
    return reverse("oversight:audit_person", args=[who])


def test_it_says_who_did_what_when_and_about_which_records():
    tom = make.investigator(name="Tom Example")
    audit.record(
        what="cases.closed", about=["C-23-0512"], by=tom.staff_number, at=make.NOON, path="educate"
    )

    said = text(signed_in(auditor()).get(URL))

    assert (
        f"18 May 2023, 12:00 Tom Example {tom.staff_number} Case closed (changed)"
        " C-23-0512 path: educate" in said
    )


def test_the_look_at_the_log_records_exactly_the_references_it_showed():
    audit.look(page="x", about=[f"R-{n}" for n in range(12)], by="T1", at=make.NOON)
    user = auditor()

    page = signed_in(user).get(URL)

    assert "and 7 more" in text(page)
    assert looks("oversight:audit", user) == [[f"R-{n}" for n in range(5)]]


def test_it_is_narrowed_by_reference_typed_any_way_staff_number_kind_and_day():
    day = datetime(2023, 5, 17, 23, 30, tzinfo=LONDON)
    audit.record(what="a.wanted", about="C-23-0512", by="T1", at=day)
    audit.record(what="a.other", about="C-23-0513", by="T2", at=make.NOON)
    audit.look(page="wanted", about=["C-23-0512"], by="T2", at=make.NOON)
    client = signed_in(auditor())

    def found(**query):
        return {row.what for row in client.get(URL, query).context["page"].rows}

    assert found(about="c 23 512") == {"Wanted", "Looked at: wanted"}
    assert found(by="T1") == {"Wanted"}
    assert found(kind="alteration") == {"Wanted", "Other"}
    assert found(kind=["alteration", "consultation"], by="T2") == {"Other", "Looked at: wanted"}
    assert found(day_day="17", day_month="5", day_year="2023") == {"Wanted"}
    assert found(day="2023-05-17", about="C-23-0513") == set()


def test_a_reference_that_comes_first_in_a_long_look_is_the_one_asked_for():
    audit.look(page="x", about=[f"R-{n}" for n in range(60)], by="T1", at=make.NOON)

    [row, *_] = signed_in(auditor()).get(URL, {"about": "R-59"}).context["page"].rows
    assert row.references[0] == "R-59"


def test_filters_in_use_are_named_and_a_wrong_day_changes_nothing():
    audit.record(what="a.b", about="C-23-0512", by="T1", at=make.NOON)
    client = signed_in(auditor())

    page = client.get(URL, {"by": "T1", "kind": "alteration"})
    assert "Remove this filter: By T1" in text(page)
    assert "Remove this filter: Changed" in text(page)
    wrong = client.get(URL, {"day": "2023-02-31"})
    assert "There is a problem Day must" in text(wrong)
    assert title(wrong).startswith("Error: Audit log")
    assert "Nothing in the log matches." in text(client.get(URL, {"by": "T999"}))


def test_it_goes_on_for_as_many_pages_as_there_are():
    for number in range(60):
        audit.record(what=f"a.act-{number}", about=[], by="T1", at=make.NOON)
    client = signed_in(auditor())

    first = client.get(URL, {"by": "T1"})
    second = client.get(URL + first.context["page"].next_url)

    whats = [row.what for page in (first, second) for row in page.context["page"].rows]
    assert whats == [f"Act-{number}" for number in range(59, -1, -1)]
    assert title(second) == "Audit log, later results – Oversight – Symphony"


def test_what_one_member_of_staff_did_and_saw():
    tom = make.investigator(name="Tom Example")
    audit.record(what="a.his", about="C-23-0512", by=tom.staff_number, at=make.NOON)
    audit.record(what="a.another", about="C-23-0512", by="T1", at=make.NOON)
    user = auditor()

    page = signed_in(user).get(person_url(tom.staff_number))

    said = text(page)
    assert f"What {tom.staff_number} did and saw" in said
    assert "Tom Example, investigator, North team" in said
    assert "His" in said
    assert "Another" not in said
    assert "Tom" not in title(page)
    assert looks("oversight:audit_person", user) == [["C-23-0512"]]


def test_who_looked_at_one_person():
    case = make.case()
    person = case.roles.get().person
    insider = make.investigator(team=case.team)
    audit.look(page="x", about=[person.reference], by=insider.staff_number, at=make.NOON)
    user = auditor()

    said = text(signed_in(user).get(person_url(person.reference.lower())))

    assert f"Who looked at {person.reference}" in said
    assert insider.name in said
    assert "Person recorded" in said
    assert looks("oversight:audit_person", user) == [[person.reference]]


@pytest.mark.parametrize("who", ["T99999", "P-00000X", "nobody"])
def test_whoever_does_not_exist_is_not_found(who):
    assert signed_in(auditor()).get(person_url(who)).status_code == 404


def test_who_may_open_it():
    staff_number = make.investigator().staff_number
    for page in (URL, person_url(staff_number)):
        assert signed_in(make.supervisor()).get(page).status_code == 200
        for person in (make.referral_officer, make.investigator, make.press_officer):
            assert signed_in(person()).get(page).status_code == 403
        assert signed_in(make.user(role=Role.ADMINISTRATOR)).get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_it_changes_nothing_and_nothing_written_by_people_stands_in_it():
    make.case(rationale="Because of what Ada Example said.")
    before = Entry.objects.count()

    page = signed_in(auditor()).get(URL)

    assert "Ada Example" not in page.content.decode()
    assert Entry.objects.count() == before + 1
