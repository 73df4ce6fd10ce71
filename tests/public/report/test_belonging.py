"""Pages that are old, foreign, forged, out of order or of another tab: nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine

from symphony.core.clock import real_now
from symphony.web import signed_forms
from tests.public import pages
from tests.public.report.filling import Filling

NOT_OURS = "We could not tell that this was sent from our own page"
WRITTEN = "Written with great care"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_sent_from_another_site_is_shown_again_and_not_believed(visitor, headers):
    filling = Filling(visitor).until("narrative").press(headers=headers, narrative=WRITTEN)

    assert filling.response.status_code == 422
    assert NOT_OURS in filling.words
    assert filling.value("narrative") == WRITTEN
    assert filling.press(narrative=WRITTEN).step == "where"


@pytest.mark.parametrize("form_token", ["", "made-up", "a:b:c", "\x00", "é"])
@pytest.mark.parametrize("step", ["narrative", "check"])
def test_a_page_without_our_token_is_shown_again(visitor, form_token, step):
    filling = Filling(visitor, narrative={"narrative": WRITTEN}).until(step)
    button = "Send my report" if step == "check" else "Continue"

    filling.press(button, narrative=WRITTEN, form_token=form_token)

    assert filling.response.status_code == 422
    assert filling.words.count(NOT_OURS) >= 1
    assert WRITTEN in filling.source
    assert filling.step == step
    assert pages.stored() == []


def test_a_token_of_another_form_is_none_of_ours(visitor):
    rating = signed_forms.new_token("rating")
    filling = Filling(visitor).until("about").press(about=["behaviour"], form_token=rating)

    assert NOT_OURS in filling.words
    assert filling.ticked("about") == ["behaviour"]


def test_a_first_page_without_our_token_begins_nothing(visitor):
    filling = Filling(visitor).open().press(door="worried", form_token="made-up")

    assert NOT_OURS in filling.words
    assert not visitor.cookies


def test_a_page_left_open_for_a_day_is_shown_again_with_every_answer(visitor):
    with time_machine.travel(real_now() - timedelta(hours=25)):
        filling = Filling(visitor).until("narrative")
        sent = filling.sent_by("Continue", narrative=WRITTEN)

    filling.post(sent)

    assert "more than a day ago" in filling.words
    assert filling.value("narrative") == WRITTEN
    filling.press(narrative=WRITTEN)
    assert "Your earlier answers were thrown away" in filling.words
    assert filling.until("narrative").value("narrative") == WRITTEN


def test_after_thirty_idle_minutes_the_answer_given_begins_a_new_report(visitor):
    filling = Filling(visitor).until("narrative")
    sent = filling.sent_by("Continue", narrative=WRITTEN)

    with time_machine.travel(real_now() + timedelta(minutes=31)):
        filling.post(sent)
        assert "Your earlier answers were thrown away" in filling.words
        assert filling.step == "danger"
        assert filling.until("narrative").value("narrative") == WRITTEN


def test_an_answer_that_is_wrong_is_shown_again_even_when_all_else_is_gone(visitor):
    filling = Filling(visitor).until("when")
    sent = filling.sent_by("Continue", when_code="roughly", when="")

    with time_machine.travel(real_now() + timedelta(minutes=31)):
        filling.post(sent)

    assert filling.response.status_code == 422
    assert "Your earlier answers were thrown away" in filling.words
    assert "Enter roughly when" in filling.words
    assert filling.ticked("when_code") == ["roughly"]


def test_words_between_questions_that_outlived_their_report_lead_to_the_first_page(visitor):
    filling = Filling(visitor).until("danger").press(danger_now="yes")
    sent = filling.sent_by("Carry on with the report")

    with time_machine.travel(real_now() + timedelta(minutes=31)):
        filling.post(sent)

    assert filling.heading == "Before you start"
    assert "not kept any more" in filling.words


def test_the_send_button_of_a_report_that_is_gone_sends_nothing(visitor):
    filling = Filling(visitor).until("check")
    sent = filling.sent_by("Send my report")

    with time_machine.travel(real_now() + timedelta(minutes=31)):
        filling.post(sent)

    assert filling.heading == "Before you start"
    assert pages.stored() == []


def test_two_tabs_at_one_report_each_save_their_own_question(visitor):
    filling = Filling(visitor).until("narrative")
    older = filling.sent_by("Continue", narrative=WRITTEN)
    filling.answer().press("Continue", where=["website"])

    filling.post(older)

    assert filling.step == "where"
    assert WRITTEN in filling.until("check").words
    assert "Website" not in filling.words  # the ordinary answer came last


def test_a_tab_of_an_earlier_report_keeps_its_words_and_saves_on_the_next_press(visitor):
    first = Filling(visitor).until("narrative")
    older = first.sent_by("Continue", narrative=WRITTEN)
    second = Filling(visitor).until("where")

    second.post(older)
    assert second.response.status_code == 422
    assert "Another report was begun in this browser" in second.words
    assert second.value("narrative") == WRITTEN

    second.press("Continue", narrative=WRITTEN)
    assert WRITTEN in second.until("check").words


def test_an_earlier_reports_send_button_does_not_send_the_later_one(visitor):
    first = Filling(visitor).until("check")
    older = first.sent_by("Send my report")
    second = Filling(visitor).until("check")

    second.post(older)

    assert second.response.status_code == 422
    assert "Another report was begun in this browser" in second.words
    assert pages.stored() == []


@pytest.mark.parametrize(
    "step",
    ["names-3", "contact", "own_age", "child-99", "../check", "person_", "x" * 5_000],
)
def test_a_step_that_is_not_part_of_the_report_shows_where_one_is_with_the_words(visitor, step):
    filling = Filling(visitor).until("about")

    filling.post(filling.sent_by("Continue") | {"step": step, "anything": WRITTEN})

    assert filling.response.status_code == 422
    assert filling.step == "about"
    assert "belongs to a question that is not part of this report" in filling.words
    assert WRITTEN in filling.words


@pytest.mark.parametrize("step", ["danger", "when", "identity", "come_back"])
def test_steps_out_of_order_are_saved_and_the_open_ones_asked(visitor, step):
    filling = Filling(visitor).until("about")
    answer = filling.answers[step]

    filling.post(filling.sent_by("Continue") | {"step": step} | answer)
    assert filling.response.status_code == 200

    filling.send()
    assert len(pages.stored()) == 1


def test_a_replayed_step_changes_only_its_own_answer(visitor):
    filling = Filling(visitor).until("narrative")
    replayed = filling.sent_by("Continue", narrative="First words")
    filling.until("check")

    for _ in range(3):
        filling.post(replayed)

    filling.until("check").press("Send my report")
    assert pages.stored()[0].answers["narrative"] == "First words"


@pytest.mark.parametrize(
    "step",
    [
        "",
        "start",
        "carry_on",
        "once_more",
        "stay",
        "change",
        "check",
        "check_back",
        "person",
        "when",
    ],
)
@pytest.mark.parametrize("begun", [True, False])
def test_nothing_that_is_sent_makes_a_fault(visitor, step, begun):
    filling = Filling(visitor)
    token = filling.until("when") and filling.value("form_token")
    if not begun:
        visitor.cookies.clear()

    for fields in (
        {},
        {"form_token": token},
        {"form_token": token, "run": "wrong", "route": "wrong", "which": "wrong", "door": "wrong"},
        {"form_token": token, "go": "remove"},
        {"form_token": token, "go": "another"},
        {"form_token": token, "go": "back", "route": ""},
    ):
        response = visitor.post("/report/", {"step": step, **fields})
        assert response.status_code in (200, 303, 410, 422)


def test_a_made_up_cookie_opens_nothing(visitor):
    filling = Filling(visitor).until("about")
    name = next(iter(visitor.cookies))
    for value in ("", "zz", "00" * 32, "é", "0" * 5_000):
        visitor.cookies[name] = value
        assert filling.open(Referer="http://testserver/report/").heading == "Before you start"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor, method):
    assert getattr(visitor, method)("/report/").status_code == 405


def test_a_page_opened_from_a_saved_link_is_the_first_page(visitor):
    Filling(visitor).until("narrative")

    page = Filling(visitor).open(Referer="https://mail.example.org/")

    assert page.heading == "Before you start"


def test_a_file_that_is_sent_all_the_same_is_not_taken(visitor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    picture = SimpleUploadedFile("holiday.png", b"\x89PNG", content_type="image/png")
    filling = Filling(visitor).until("narrative").press(narrative="See", picture=picture)

    assert filling.step == "where"
    filling.until("check").press("Send my report")
    assert "holiday" not in str(pages.stored()[0].answers)
