"""Education visits: record, read, correct, withdraw."""

import pytest
from django.urls import reverse

from symphony.safeguarding import queries
from symphony.safeguarding.models import EducationVisit
from tests import make
from tests.staff.cases.ordinary import signed_in, text
from tests.staff.children.ordinary import looks, moment, try_each, world

pytestmark = pytest.mark.django_db


def record_url(it):
    return reverse("cases:record_visit", args=[it.case.reference])


def said(it, **changes):
    ordinary = {
        "children": [it.reference],
        "household": "The family in Mill Lane",
        **moment("visited_at", _time="14:00"),
        "result": "completed",
        "seen": [it.reference],
        "carer_present": "yes",
        "understood": "",
        "left_with_family": "",
        "school_told": "not_known",
        "help_given": "no",
        "follow_up_on_day": "",
        "follow_up_on_month": "",
        "follow_up_on_year": "",
    }
    return ordinary | changes


def entered(it, visit, **changes):
    """What a correction's form sends when nothing is changed in it."""
    return (
        said(it, school_told="not_known")
        | {
            "version": str(visit.pk),
            "reason": "Misread.",
        }
        | changes
    )


def visit_url(visit, name="visit"):
    return reverse(f"children:{name}", args=[visit.reference])


def test_the_pages_are_for_the_team():
    it = world()
    visit = make.visit(it.case, it.child)
    try_each(it, record_url(it))
    for name in ("visit", "correct_visit", "withdraw_visit"):
        try_each(it, visit_url(visit, name))
    reader = signed_in(make.referral_officer(team=it.case.team))
    assert "Correct visit" not in text(reader.get(visit_url(visit)))
    assert reader.get(visit_url(visit, "correct_visit")).status_code == 403


def test_a_visit_is_recorded_and_has_its_page():
    it = world()
    client = signed_in(it.insider)
    form = text(client.get(record_url(it)))
    assert "nobody is known who must not be told" in form
    follow_up = {"follow_up_on_day": "1", "follow_up_on_month": "6", "follow_up_on_year": "2023"}
    sent = said(it, help_given="yes", understood="That sharing can be undone.", **follow_up)
    page = text(client.post(record_url(it), sent, follow=True))
    visit = EducationVisit.objects.get()
    assert f"Education visit {visit.reference} recorded in {it.case.reference}." in page
    assert "Next: follow up on 1 Jun 2023." in page
    assert f"Ada Example ( {it.reference} ): seen in person" in page
    assert "That sharing can be undone." in page
    assert "Help line details given 18 May 2023, 14:00" in page
    assert "School told Not known" in page
    about = looks("visit")[0].about
    assert about == [visit.reference, it.case.reference, it.reference]


def test_in_an_education_case_it_says_that_the_child_is_no_suspect():
    it = world(path="educate")
    words = "The child is a person involved, not a suspect. Only a supervisor can change that."
    client = signed_in(it.insider)
    assert words in text(client.get(record_url(it)))
    assert words in text(client.get(visit_url(make.visit(it.case, it.child))))
    assert words not in text(signed_in((other := world()).insider).get(record_url(other)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"children": [], "seen": []}, "Select the children whom the visit was for"),
        ({"household": ""}, "Enter the household"),
        ({"visited_at_year": "2999"}, "Time must be now or in the past"),
        ({"result": ""}, "Select what happened"),
        ({"seen": []}, "Select who was seen in person"),
        ({"result": "not_home"}, "Select no child as seen in person, or select Completed"),
        ({"carer_present": ""}, "Select yes if a parent or carer was there"),
        ({"school_told": ""}, "Select yes if the school was told"),
        ({"help_given": ""}, "Select yes if they were given the help line details"),
        (
            {"follow_up_on_day": "1", "follow_up_on_month": "5", "follow_up_on_year": "2023"},
            "Follow-up must be on or after the day of the visit",
        ),
        ({"household": "x" * 121}, "must be 120 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said(changes, words):
    it = world()
    response = signed_in(it.insider).post(record_url(it), said(it, **changes))
    assert words in text(response)
    assert b"<title>Error: Record an education visit" in response.content
    assert not EducationVisit.objects.exists()


def test_no_visit_before_who_must_not_be_told_is_answered():
    it = world(told=None)
    client = signed_in(it.insider)
    assert f"Nobody has answered yet who must not be told about {it.reference}" in text(
        client.get(record_url(it))
    )
    response = client.post(record_url(it), said(it))
    assert f"First record who must not be told about {it.reference}" in text(response)
    assert "children" in response.context["form"].errors


def test_a_case_without_a_childs_record_sends_back():
    case = make.case()
    officer = make.safeguarding_officer(team=case.team)
    url = reverse("cases:record_visit", args=[case.reference])
    assert "Open one first." in text(signed_in(officer).get(url, follow=True))


def test_a_correction_shows_what_is_entered_and_keeps_the_reference():
    it = world()
    visit = make.visit(it.case, it.child)
    client, url = signed_in(it.insider), visit_url(visit, "correct_visit")
    html = client.get(url).content.decode()
    assert 'value="The family in Mill Lane"' in html
    assert "nothing is different yet" in text(client.post(url, entered(it, visit)))
    sent = entered(it, visit, seen=[], result="not_home")
    page = text(client.post(url, sent, follow=True))
    assert f"Visit {visit.reference} corrected. The figures follow." in page
    assert "not seen in person" in page
    assert "Misread." in page
    corrected = EducationVisit.objects.current().get()
    assert corrected.reference == visit.reference
    assert queries.seen_at(corrected) == {it.child: False}
    assert "meanwhile" in text(client.post(url, sent))


def test_a_withdrawn_visit_stays_readable():
    it = world()
    visit = make.visit(it.case, it.child)
    client, url = signed_in(it.insider), visit_url(visit, "withdraw_visit")
    sent = {"version": str(visit.pk), "reason": "Did not take place."}
    assert "Enter why this is withdrawn" in text(client.post(url, sent | {"reason": ""}))
    page = text(client.post(url, sent, follow=True))
    assert f"Visit {visit.reference} withdrawn. No figure counts it now." in page
    assert "This visit was withdrawn." in page
    assert "Correct visit" not in page
    assert client.get(url).status_code == 404
