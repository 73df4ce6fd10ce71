"""Who must not be told about a child, and whether it is known who the child is."""

import pytest

from symphony.safeguarding.models import MustNotBeTold
from tests import make
from tests.staff.cases.ordinary import signed_in, text
from tests.staff.children.ordinary import try_each, world

pytestmark = pytest.mark.django_db


def test_the_forms_are_for_the_team():
    it = world()
    for name in ("must_not_be_told", "identified"):
        try_each(it, it.url(name))
        reader = make.referral_officer(team=it.case.team)
        assert signed_in(reader).get(it.url(name)).status_code == 403


def test_who_must_not_be_told_is_answered_and_answered_anew():
    it = world(told=None)
    client, url = signed_in(it.insider), it.url("must_not_be_told")
    assert "Nobody has answered yet." in text(client.get(url))
    page = text(client.post(url, {"anybody": "no", "who_and_why": ""}, follow=True))
    assert f"Recorded who must not be told about {it.reference}." in page
    assert "Nobody is known who must not be told." in page
    said = {"anybody": "yes", "who_and_why": "The uncle: he may be the suspect."}
    page = text(client.post(url, said, follow=True))
    assert "Must not be told: The uncle: he may be the suspect." in page
    assert "The uncle: he may be the suspect." in text(client.get(url))
    assert MustNotBeTold.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"anybody": "", "who_and_why": "x"}, "Select yes if there is anybody"),
        ({"anybody": "yes", "who_and_why": " "}, "Enter who must not be told, and why"),
        ({"anybody": "no", "who_and_why": "x" * 10_001}, "must be 10,000 characters or fewer"),
    ],
)
def test_an_answer_that_is_not_whole_is_said(said, words):
    it = world(told=None)
    response = signed_in(it.insider).post(it.url("must_not_be_told"), said)
    assert words in text(response)
    assert not MustNotBeTold.objects.exists()


def test_a_child_is_identified_and_that_taken_back():
    it = world(identified=False)
    make.action(it.case, it.child)
    client, url = signed_in(it.insider), it.url("identified")
    assert "Enter how it is known who the child is" in text(client.post(url, {"how": ""}))
    page = text(client.post(url, {"how": "The school knew."}, follow=True))
    assert f"{it.reference} is recorded as identified. The figures follow." in page
    assert "Counted as safeguarded since" in page
    assert "Enter why the child is not identified" in text(client.post(url, {"how": ""}))
    page = text(client.post(url, {"how": "Another child of that name."}, follow=True))
    assert f"{it.reference} is recorded as not identified." in page
    assert "Not counted as safeguarded: the child is not identified" in page
    assert "The school knew." in page
    assert "Another child of that name." in page
