"""The children of a case, and opening a record for somebody in it."""

from datetime import timedelta

import pytest

from symphony.cases import services as cases
from symphony.cases.models import Role
from symphony.safeguarding.models import Child
from tests import make
from tests.staff.cases.ordinary import looks, signed_in, text, try_each, world

pytestmark = pytest.mark.django_db


def somebody(it, role=Role.CHILD, age="9"):
    return cases.add_person(
        case=it.case,
        values=[("name", "Bo Example"), ("age", age)],
        role=role,
        grounds="Named by the school.",
        by=it.insider,
        at=make.NOON,
    ).person.reference


def test_the_pages_are_for_the_team():
    it = world()
    somebody(it)
    try_each(it, it.url("safeguarding"))
    try_each(it, it.url("open_record"))
    reader = signed_in(make.referral_officer(team=it.case.team))
    assert "Open a record" not in text(reader.get(it.url("safeguarding")))
    assert reader.get(it.url("open_record")).status_code == 403


def test_without_a_child_it_says_what_would_be_here():
    it = world()
    page = text(signed_in(it.insider).get(it.url("safeguarding")))
    assert "No child is in this case." in page
    assert "No education visit recorded in this case." in page


def test_each_child_has_a_card_and_visits_are_listed():
    it = world()
    child, other = make.child(it.case, told=None), make.child(it.case, values=[("age", "9")])
    due = make.NOON + timedelta(days=1)
    make.action(it.case, child, next_step="Ring.", next_due_at=due)
    visit = make.visit(it.case, other)
    page = text(signed_in(it.insider).get(it.url("safeguarding")))
    assert "Since 18 May 2023, 14:00 , rule S-2" in page
    assert "Not answered" in page
    assert "Ring." in page
    assert f"{visit.reference} 18 May 2023, 14:00" in page
    shown = {child.person.reference, other.person.reference, visit.reference}
    assert shown <= set(looks("safeguarding")[0].about)


def test_a_child_without_a_record_is_pointed_out_and_gets_one():
    it = world()
    reference = somebody(it)
    client = signed_in(it.insider)
    page = text(client.get(it.url("safeguarding")))
    assert f"{reference} is a child in this case and has no safeguarding record yet." in page
    said = {"person": reference, "identified": "no", "how_found": "The school rang."}
    page = text(client.post(it.url("open_record"), said, follow=True))
    assert f"Safeguarding record of {reference} opened. Next: answer who must not be told." in page
    assert "The school rang." in page
    assert not Child.objects.get().identified


def test_an_adult_is_not_offered():
    it = world()
    reference = somebody(it, role=Role.PERSON_INVOLVED, age="18")
    page = text(signed_in(it.insider).get(it.url("open_record")))
    assert reference not in page


def test_a_person_involved_gets_a_record_and_stays_that():
    it = world()
    reference = somebody(it, role=Role.PERSON_INVOLVED, age="14")
    said = {"person": reference, "identified": "yes", "how_found": "Named by a parent."}
    client = signed_in(it.insider)
    client.post(it.url("open_record"), said)
    assert Child.objects.get().identified
    assert "Person involved" in text(client.get(it.url("people")))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"person": ""}, "Select who the child is"),
        ({"person": "P-000000"}, "Select one of the answers shown"),
        ({"identified": ""}, "Select yes if it is known who the child is"),
        ({"how_found": ""}, "Enter how the child was found"),
    ],
)
def test_what_is_missing_is_said(changes, words):
    it = world()
    said = {"person": somebody(it), "identified": "no", "how_found": "The school rang."}
    response = signed_in(it.insider).post(it.url("open_record"), said | changes)
    assert words in text(response)
    assert not Child.objects.exists()


def test_when_everybody_has_a_record_it_says_so():
    it = world()
    make.child(it.case)
    page = text(signed_in(it.insider).get(it.url("open_record")))
    assert "Everybody in this case who may be a child has a record." in page
