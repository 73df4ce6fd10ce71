"""A report from the public form is read into a referral: who is named, and what is said of them."""

import pytest

from symphony.core.ids import uuid7
from symphony.referrals import public_form
from tests import make
from tests.letterbox import ordinary

FIRST_FORM = {
    "about": ["child_at_risk"],
    "happened": ["worrying_talk"],
    "narrative": "Somebody in a game keeps asking my neighbour's son to talk in private.",
    "where": ["game"],
    "services": [{"service": "Example Game", "user_name": "orchard_52", "link": ""}],
    "when": "It is still happening",
    "when_code": "still_happening",
    "person": "Says they are 15",
    "lives_with_children": "not_sure",
    "lives_with_whom": "",
    "child": "About 11",
}


def read(answers, **changes):
    return public_form.arrival(
        submission_id=uuid7(),
        reference="R-3F6H-44TB",
        answers=answers,
        danger_now=None,
        received_at=make.NOON,
        team_id=1,
        **changes,
    )


def said(arrival):
    return [
        (person.part, person.name, person.age_stated, person.age, person.details)
        for person in arrival.people
    ]


def test_the_first_form_is_still_read():
    arrival = read(FIRST_FORM)

    assert arrival.referral.sender == "Member of the public"
    assert said(arrival) == [
        ("reported_user", "", "", None, {"in_their_words": "Says they are 15"}),
        ("child", "", "", None, {"in_their_words": "About 11"}),
    ]
    [account] = arrival.identifiers
    assert (account.kind, account.value, account.person) == (
        "screen_name",
        "orchard_52",
        arrival.people[0],
    )


def test_what_is_said_of_the_person_and_each_child_goes_to_its_own_place():
    answers = ordinary.answers(
        person={"name": " Tom Example ", "age": "41", "area": "Preston", "knows_child": "A coach"},
        children=[
            {"name": "Ada", "age": "about 11", "area": "Larkhill", "communication": "BSL"},
            {"name": "", "age": "", "area": "", "communication": ""},
            {"name": "", "age": "", "area": "Millbeck", "communication": ""},
        ],
    )

    arrival = read(answers)

    assert said(arrival) == [
        (
            "reported_user",
            "Tom Example",
            "41",
            41,
            {"area": "Preston", "knows_child": "A coach"},
        ),
        (
            "child",
            "Ada",
            "about 11",
            None,
            {"school_or_area": "Larkhill", "communication": "BSL"},
        ),
        ("child", "", "", None, {"school_or_area": "Millbeck"}),
    ]
    assert [person.position for person in arrival.people] == [1, 2, 3]
    assert {person.referral for person in arrival.people} == {arrival.referral}


def test_nobody_is_named_where_nothing_was_said():
    empty = {"name": "", "age": "", "area": "", "knows_child": ""}

    assert read(ordinary.answers(person=empty, children=[], services=[])).people == []


def test_an_account_alone_is_somebodys():
    answers = ordinary.answers(children=[])
    del answers["person"]

    [person] = read(answers).people
    assert (person.part, person.name) == ("reported_user", "")


@pytest.mark.parametrize(
    ("own_age", "age"),
    [("10_to_12", "10 to 12"), ("under_10", "Under 10"), ("rather_not", ""), ("", "")],
)
def test_a_child_about_themselves_is_the_child_without_a_name(own_age, age):
    answers = ordinary.answers(route="child", own_age=own_age)
    for key in ("children", "person", "about"):
        del answers[key]

    arrival = read(answers | {"services": []})

    assert arrival.referral.sender == "A child, about themselves"
    assert said(arrival) == [("child", "", age, None, {"who_it_is": "The sender of this report"})]


@pytest.mark.parametrize(
    ("route", "sender"),
    [
        ("professional", "A professional"),
        ("survivor", "An adult, about their own childhood"),
        ("own_behaviour", "Someone worried about their own behaviour"),
        ("worried", "Member of the public"),
    ],
)
def test_the_sender_is_named_by_the_route(route, sender):
    assert read(ordinary.answers(route=route)).referral.sender == sender


@pytest.mark.parametrize("age", ["0", "130", "131", "150", "9" * 30, "x" * 200, "١٣"])
def test_no_age_is_too_strange_to_be_kept(age):
    children = [{"name": "", "age": age, "area": "", "communication": ""}]

    child = read(ordinary.answers(children=children)).people[-1]

    assert child.age_stated == age[:60]
    assert child.age in (None, 0, 13, 130)
    assert (child.details.get("age") == age) == (len(age) > 60)
