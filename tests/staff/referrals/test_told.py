"""What a member of the public answered stands on the page in plain words, by their route."""

import pytest

from symphony.letterbox import answers as form
from symphony.staff.referrals import told
from symphony.triage import services as triage
from tests import make
from tests.letterbox import ordinary
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db

EMPTY = {"form": 2, "narrative": "It is about me.", "happened": [], "where": [], "services": []}


def page(**changes):
    reference = ordinary.put(**changes)
    triage.collect_letterbox(at=make.NOON)
    return signed_in(make.referral_officer()).get(f"/staff/referrals/{reference}/")


def test_a_childs_own_report_has_self_harm_and_danger_first_and_their_own_words():
    answers = EMPTY | {
        "route": "child",
        "identity": "confidence",
        "happened": ["says_will_share", "not_sure"],
        "self_harm": "no",
        "own_age": "13_to_15",
        "not_safe_to_speak_to": "My stepfather",
        "trusted_adult": "Ms Sample, my tutor",
    }

    said = text(page(answers=answers, danger_now=False))

    assert said.index("A child is in danger now No") < said.index("The report")
    assert said.index("A child speaks of hurting themselves No") < said.index("The report")
    for words in [
        "Who reports A child or young person, about themselves",
        "Thinks about hurting themselves No",
        "How old they are 13 to 15",
        "Not safe for us to speak to My stepfather",
        "An adult they trust Ms Sample, my tutor",
        "What has happened Someone says they will share it I am not sure",
        "About the person Not provided",
        "Lives with, looks after or works with children Not asked",
        "Told before Not asked",
        "Who the sender is Says who they are, in confidence",
        "Age as stated 13 to 15",
        "Who it is The sender of this report",
    ]:
        assert words in said, words
    assert said.index("Thinks about hurting themselves") < said.index("What has happened Someone")


def test_a_professionals_report_has_their_questions():
    answers = ordinary.answers(
        route="professional",
        identity="named",
        own_organisation="yes",
        services_told="yes",
        services_told_on="2023-05-17",
        services_reference="CS-1",
        parents_know="not_sure",
        devices="With the family",
        when_code="on_a_date",
        when_date="2023-05-16",
    )
    del answers["about"]

    said = text(page(answers=answers))

    for words in [
        "Who reports A professional",
        "Somebody in the sender's own organisation Yes",
        "Children's services were told Yes",
        "Children's services were told on 2023-05-17",
        "Their reference CS-1",
        "The parents or carers know I am not sure",
        "Where the devices and accounts are With the family",
        "What the sender has done so far Not provided",
        "When On a date I know On the date 2023-05-16",
        "Thinks about hurting themselves Not asked",
        "Who the sender is Says who they are",
        "About the person Name: Not provided Age: Says 15",
    ]:
        assert words in said, words


def test_two_children_are_told_apart():
    children = [
        {"name": "Ada", "age": "11", "area": "Larkhill", "communication": ""},
        {"name": "", "age": "13", "area": "", "communication": "BSL"},
    ]

    said = text(page(answers=ordinary.answers(children=children)))

    assert "Child 1 Name or nickname: Ada Age: 11 School or area: Larkhill" in said
    assert "Child 2 Name or nickname: Not provided Age: 13" in said
    assert "Help to communicate: BSL" in said


@pytest.mark.parametrize("route", form.Route.values)
def test_nothing_answered_is_said_as_not_provided_on_every_route(route):
    said = text(page(answers=EMPTY | {"route": route}))

    assert "Who the sender is Not provided" in said
    assert "In the sender's words It is about me." in said
    assert "Not stated Not stated Not stated" not in said


def test_every_answer_of_the_form_is_called_something():
    asked = set(form.Answers.__annotations__) - {"form", "route"}

    assert asked == {key for key, *_ in told.QUESTIONS}


def test_links_and_markup_are_text():
    services = [{"service": "", "user_name": "", "link": "https://example.org/x"}]
    answers = ordinary.answers(services=services, narrative="<i>see</i> http://example.org/y")

    html = page(answers=answers).content.decode()

    assert "https://example.org/x" in html
    assert "&lt;i&gt;see&lt;/i&gt;" in html
    assert 'href="http' not in html.split("<main")[1].split("</main>")[0]


def test_why_it_is_doubtful_is_said_first():
    said = text(page(doubts=["trap"]))

    assert "Why it may not be meant A field that people do not see was filled in" in said
