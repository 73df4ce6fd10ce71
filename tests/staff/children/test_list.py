"""The list of the team's children."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.staff.cases.ordinary import signed_in, text
from tests.staff.children.ordinary import looks, world

pytestmark = pytest.mark.django_db
URL = "/staff/children/"


def test_the_team_sees_its_children_and_nobody_else_does():
    it = world()
    page = text(signed_in(it.insider).get(URL))
    assert f"{it.reference} Ada Example , 13" in page
    assert looks("list")[0].about == [it.reference]
    assert it.reference not in text(signed_in(it.outsider).get(URL))
    assert signed_in(it.colleague).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
    reader = make.referral_officer(team=it.case.team)
    assert it.reference in text(signed_in(reader).get(URL))


def test_who_is_not_safeguarded_stands_first_with_what_is_due():
    it = world()
    safe = make.child(other := make.case(team=it.case.team))
    make.action(other, safe)
    due = make.NOON + timedelta(days=1)
    make.action(it.case, it.child, kind="meeting", next_step="Ring the school.", next_due_at=due)
    page = text(signed_in(it.insider).get(URL))
    assert page.index(it.reference) < page.index(safe.person.reference)
    assert "Not yet" in page
    assert "Since 18 May 2023, 14:00 , rule S-2" in page
    assert "Ring the school." in page
    assert "Overdue by" in page


@pytest.mark.parametrize("view", ["not_yet", "due", "made_up"])
def test_the_views_are_links_that_mean_the_same_to_a_colleague(view):
    it = world()
    response = signed_in(it.insider).get(URL, {"view": view})
    assert response.status_code == 200
    expected = {"not_yet": "1 in open cases, not yet", "due": "0 in open cases, with something due"}
    assert expected.get(view, "1 in open cases. Not yet") in text(response)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("all", "No child is in an open case of North team."),
        ("not_yet", "Every child in the team's open cases is safeguarded by rule S-2."),
        ("due", "Nothing is due for a child"),
    ],
)
def test_an_empty_list_says_what_would_be_here(view, words):
    officer = make.safeguarding_officer(team=make.team("North team"))
    assert words in text(signed_in(officer).get(URL, {"view": view}))


def test_a_long_list_goes_on_and_back():
    it = world()
    for _ in range(50):
        make.child(it.case, values=[("age", "9")], told=None)
    client = signed_in(it.insider)
    first = client.get(URL)
    second = client.get(URL + first.context["next_url"])
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert second.context["next_url"] == ""
    back = client.get(URL + second.context["previous_url"])
    assert back.context["rows"] == first.context["rows"]
    assert "later results" in second.content.decode().split("</title>")[0]


def test_the_list_takes_as_many_queries_for_one_child_as_for_three(django_assert_num_queries):
    it = world()
    client = signed_in(it.insider)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for _ in range(2):
        make.child(make.case(team=it.case.team))
    with django_assert_num_queries(len(one)):
        client.get(URL)
