"""What stands between two questions: the emergency number, advice, comfort."""

from tests.public import pages
from tests.public.report.filling import Filling


def test_danger_now_shows_the_number_at_once_and_the_report_goes_on_marked(visitor):
    filling = Filling(visitor).until("danger").press(danger_now="yes")

    assert filling.heading == "Call 999 now"
    assert filling.title == "Report a concern – Symphony"
    assert 'href="tel:999"' in filling.source
    assert "If you cannot speak safely" in filling.words
    assert "If you are deaf or cannot hear" in filling.words

    filling.press("Carry on with the report")
    assert filling.step == "about"
    filling.send()
    assert filling.words.index("Call 999 now") < filling.words.index("We have your report")
    assert pages.stored()[0].danger_now is True


def test_without_danger_the_number_is_there_for_later(visitor):
    filling = Filling(visitor).send()

    assert "Call 999 now" not in filling.words
    assert filling.words.index("If things get worse") < filling.words.index("Call 999 .")


def test_a_child_who_is_threatened_is_told_at_once_what_to_do(visitor):
    filling = Filling(visitor, "child").until("happened").press(happened=["wants_money"])

    assert filling.step == "advice"
    for words in (
        "You are not in trouble",
        "Do not pay",
        "Stop answering them, and block them",
        "Do not delete anything",
        "Report Remove",
        "0800 1111",
    ):
        assert words in filling.words
    assert filling.press("Carry on with the report").step == "narrative"


def test_whoever_reports_a_threat_against_a_child_is_told_what_to_tell_them(visitor):
    for door in ("worried", "professional"):
        filling = Filling(visitor, door).until("happened").press(happened=["threat_to_share"])

        assert filling.step == "advice"
        assert "Tell the child, if you can do it safely" in filling.words


def test_no_advice_comes_where_nobody_threatens(visitor):
    filling = Filling(visitor, "child").until("happened").press(happened=["uncomfortable"])

    assert filling.step == "narrative"


def test_a_child_who_thinks_of_hurting_themselves_gets_help_at_once(visitor):
    filling = Filling(visitor, "child").until("self_harm").press(self_harm="yes")

    assert filling.heading == "Thank you for telling us. You can get help now"
    for words in ("0800 1111", "999", "116 123"):
        assert words in filling.words

    filling.press("Carry on with the report").send()
    assert pages.stored()[0].answers["self_harm"] == "yes"


def test_that_question_may_be_left_out(visitor):
    filling = Filling(visitor, "child").until("self_harm").press(self_harm=[])

    assert filling.step == "identity"


def test_going_back_passes_over_what_stands_between(visitor):
    filling = Filling(visitor).until("danger").press(danger_now="yes")
    filling.press("Carry on with the report").press("Back")

    assert filling.step == "danger"
    assert filling.ticked("danger_now") == ["yes"]


def test_an_answer_that_turns_into_danger_at_the_end_shows_the_number_too(visitor):
    filling = Filling(visitor).until("check").press("Change a child is in danger right now")
    filling.press(danger_now="yes")

    assert filling.heading == "Call 999 now"
    assert filling.press("Carry on with the report").step == "check"
