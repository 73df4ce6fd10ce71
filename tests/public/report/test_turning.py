"""Back, Change, another name, another child: every answer survives."""

import pytest

from tests.public import pages
from tests.public.report.filling import Filling


def test_back_goes_through_every_question_with_its_answer(visitor):
    filling = Filling(visitor).until("told")
    seen = []

    while filling.step != "start":
        filling.press("Back")
        seen.append(filling.step)

    assert seen == [
        "more-1",
        "child-1",
        "lives_with_children",
        "the_person",
        "when",
        "names-1",
        "where",
        "narrative",
        "happened",
        "about",
        "danger",
        "start",
    ]


def test_back_keeps_what_is_typed_even_when_it_is_not_finished(visitor):
    filling = Filling(visitor).until("when")
    filling.press("Back", when_code="on_a_date", when_date_day="31", when_date_month="2")

    filling.press("Continue")
    assert filling.step == "when"
    assert (filling.value("when_date_day"), filling.value("when_date_month")) == ("31", "2")
    assert "There is a problem" not in filling.words


def test_from_the_first_question_back_leads_to_the_first_page_and_forth_again(visitor):
    filling = Filling(visitor).until("danger").press("Back", danger_now="no")
    assert filling.heading == "Before you start"

    filling.press("Continue")

    assert filling.step == "danger"
    assert filling.ticked("danger_now") == ["no"]


def test_change_shows_the_answer_and_returns_to_the_check(visitor):
    filling = Filling(visitor).until("check").press("Change what you know")
    assert filling.value("narrative").startswith("Somebody in a game")

    filling.press(narrative="Something else")

    assert filling.step == "check"
    assert "Something else" in filling.words


def test_back_from_a_change_returns_to_the_check(visitor):
    filling = Filling(visitor).until("check").press("Change where it happened")

    assert filling.press("Back to your answers").step == "check"


def test_back_from_the_check_leads_to_the_last_question(visitor):
    assert Filling(visitor).until("check").press("Back").step == "come_back"


def test_a_change_that_opens_a_question_asks_it_before_the_check(visitor):
    filling = Filling(visitor).until("check").press("Change who you are")

    filling.press(identity="named")
    assert filling.step == "contact"
    assert filling.press(phone="01632 960 001").step == "check"
    assert "01632 960 001" in filling.words


def test_what_was_skipped_says_so(visitor):
    filling = Filling(visitor, **{"the_person": {"age": ""}, "names-1": {}}).until("check")

    assert "The person Not provided" in filling.words
    assert "Name or link 1 Not provided" in filling.words


def test_each_child_has_a_card(visitor):
    filling = Filling(visitor).until("more-1").press(another_child="yes")
    assert filling.step == "child-2"
    filling.press(name="Fern", age="").press(another_child="no").until("check")

    assert "Child 1 Change child 1" in filling.words
    assert "Child 2 Change child 2" in filling.words
    filling.press("Tell us about another child").press(another_child="yes")
    assert filling.step == "child-3"
    filling.press("Continue").until("check").press("Send my report")
    assert [child["name"] for child in pages.stored()[0].answers["children"]] == ["", "Fern"]


def test_ten_children_and_no_more(visitor):
    filling = Filling(visitor).until("child-1")

    for nth in range(1, 11):
        assert filling.step == f"child-{nth}"
        filling.press(name=f"Child {nth}")
        if nth < 10:
            filling.press(another_child="yes")

    assert filling.step == "told"
    filling.until("check").press("Send my report")
    assert len(pages.stored()[0].answers["children"]) == 10


def test_another_name_or_link_until_there_are_ten(visitor):
    filling = Filling(visitor).until("names-1")

    for nth in range(1, 10):
        filling.press("Add another", user_name=f"name_{nth}")
        assert filling.step == f"names-{nth + 1}"
        assert f"name_{nth}" in filling.words
    assert "Add another" not in filling.words
    filling.press(user_name="name_10").until("check").press("Send my report")

    names = [one["user_name"] for one in pages.stored()[0].answers["services"]]
    assert names == [f"name_{nth}" for nth in range(1, 11)]


def test_another_needs_one_first(visitor):
    filling = Filling(visitor).until("names-1").press("Add another")

    assert filling.response.status_code == 422
    assert filling.words.count("Enter a service, a user name or a link") == 2


def test_a_name_is_taken_out_and_those_after_it_move_up(visitor):
    filling = Filling(visitor).until("names-1")
    for name in ("one", "two"):
        filling.press("Add another", user_name=name)
    filling.press("Continue", user_name="three").press("Back").press("Back")
    assert (filling.step, filling.value("user_name")) == ("names-2", "two")

    filling.press("Take this one out")

    assert (filling.step, filling.value("user_name")) == ("names-2", "three")
    filling.until("check").press("Send my report")
    names = [one["user_name"] for one in pages.stored()[0].answers["services"]]
    assert names == ["one", "three"]


def test_the_only_name_can_be_taken_out(visitor):
    filling = Filling(visitor).until("names-1").press("Add another", user_name="one")
    filling.press("Take this one out")
    assert (filling.step, filling.value("user_name")) == ("names-1", "one")


def test_an_added_page_that_stays_empty_is_left_out(visitor):
    filling = Filling(visitor).until("names-1").press("Add another", user_name="one")
    filling.press("Continue")
    assert filling.step == "when"
    assert filling.until("check").words.count("Name or link") == 1

    filling.press("Change name or link 1")
    assert "Take this one out" not in filling.words


@pytest.mark.parametrize("pressed", ["Continue", "Back"])
def test_pressing_twice_turns_one_page(visitor, pressed):
    filling = Filling(visitor).until("about")
    sent = filling.sent_by(pressed, about=["behaviour"])

    filling.post(sent)
    after = filling.step
    filling.post(sent)

    assert filling.step == after
