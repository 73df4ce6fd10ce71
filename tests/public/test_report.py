"""Reporting a concern on the public site."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from symphony.core.clock import real_now
from tests import make
from tests.public import pages


def test_the_danger_number_and_what_we_cannot_do_stand_before_the_first_question(visitor):
    page = pages.words(visitor.get("/report/"))

    first_question = page.index("Is a child in danger right now? For example")
    for words in (
        "call 999",
        "press 55",
        "we cannot find you to help or to answer, even in an emergency",
        "Never send pictures or videos",
        "This form takes no files",
    ):
        assert page.index(words) < first_question


def test_it_asks_for_no_contact_details(visitor):
    page = visitor.get("/report/").content.decode()

    assert 'type="email"' not in page
    assert 'type="file"' not in page
    assert 'autocomplete="off"' in page


def test_a_report_is_stored_as_it_was_answered_and_its_reference_shown(visitor):
    response = visitor.post("/report/", pages.report(visitor))

    assert response.status_code == 200
    assert "We have your report" in pages.words(response)
    (stored,) = pages.stored()
    assert stored.reference == pages.reference(response)
    assert stored.danger_now is False
    assert stored.answers == {
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "Somebody in a game keeps asking to talk in private.",
        "where": ["game"],
        "services": [{"service": "Example Game", "user_name": "orchard_52", "link": ""}],
        "when": "since about March",
        "when_code": "still_happening",
        "person": "Says they are 15",
        "lives_with_children": "not_sure",
        "lives_with_whom": "",
        "child": "About 11",
    }


def test_only_danger_and_what_is_known_need_an_answer(visitor):
    form = pages.token(visitor.get("/report/"))

    visitor.post("/report/", {"form_token": form, "danger_now": "not_sure", "narrative": "Help."})

    (stored,) = pages.stored()
    assert stored.danger_now is None
    assert stored.answers["services"] == []
    assert {key for key, value in stored.answers.items() if value} == {"narrative"}


def test_it_is_received_by_the_installations_clock(visitor):
    with time_machine.travel(make.NOON, tick=False):
        visitor.post("/report/", pages.report(visitor))

    assert pages.stored()[0].received_at == make.NOON


def test_danger_now_shows_the_number_above_the_reference(visitor):
    response = visitor.post("/report/", pages.report(visitor, danger_now="yes"))

    page = pages.words(response)
    assert page.index("Call 999 now") < page.index("We have your report")
    assert 'href="tel:999"' in response.content.decode()
    assert pages.stored()[0].danger_now is True


def test_without_danger_now_the_number_is_there_for_later(visitor):
    page = pages.words(visitor.post("/report/", pages.report(visitor)))

    assert "Call 999 now" not in page
    assert page.index("If things get worse") < page.index("Call 999 .")


def test_a_double_press_or_a_reload_shows_the_same_reference_and_stores_once(visitor):
    report = pages.report(visitor)

    references = {pages.reference(visitor.post("/report/", report)) for _ in range(3)}

    assert len(references) == 1
    assert len(pages.stored()) == 1


def test_another_report_gets_another_reference(visitor):
    first = pages.reference(visitor.post("/report/", pages.report(visitor)))
    second = pages.reference(visitor.post("/report/", pages.report(visitor)))

    assert first != second
    assert len(pages.stored()) == 2


def test_no_page_of_it_sets_a_cookie_or_may_be_kept(visitor):
    for response in (
        visitor.get("/report/"),
        visitor.post("/report/", pages.report(visitor)),
        visitor.post("/report/", pages.report(visitor, narrative="")),
    ):
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"


def test_neither_address_nor_title_tells_what_was_written_or_the_reference(visitor):
    report = pages.report(visitor, narrative="A secret thing")
    response = visitor.post("/report/", report)

    assert pages.title(response) == "Report a concern – Symphony"
    assert response.request["PATH_INFO"] == "/report/"
    assert pages.title(visitor.get("/report/")) == "Report a concern – Symphony"


def test_the_answers_are_not_on_the_page_with_the_reference(visitor):
    response = visitor.post("/report/", pages.report(visitor, narrative="A secret thing"))

    assert "A secret thing" not in response.content.decode()
    assert "orchard_52" not in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"danger_now": ""}, "Select yes if a child is in danger right now"),
        ({"danger_now": "maybe"}, "Select one of the answers shown"),
        ({"narrative": ""}, "Enter what you know, even if it is one sentence"),
        ({"narrative": "\x00\x07 "}, "Enter what you know, even if it is one sentence"),
        ({"narrative": "x" * 10_001}, "What you know must be 10,000 characters or fewer"),
        ({"about": ["new"]}, "Select one of the answers shown"),
        ({"when_code": "soon"}, "Select one of the answers shown"),
        ({"link_2": "x" * 2_001}, "Link must be 2,000 characters or fewer"),
        ({"child": "x" * 2_001}, "must be 2,000 characters or fewer"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_every_answer(visitor, changes, words):
    response = visitor.post("/report/", pages.report(visitor, person="Kept as typed", **changes))

    assert response.status_code == 422
    page = pages.words(response)
    assert page.startswith("There is a problem")
    # In the summary, and beside the field.
    assert page.count(words) == 2
    assert pages.title(response) == "Error: Report a concern – Symphony"
    content = response.content.decode()
    assert "Kept as typed" in content
    assert 'value="orchard_52"' in content
    assert 'value="worrying_talk" checked' in content
    assert pages.stored() == []


def test_a_corrected_form_is_stored_under_its_first_token(visitor):
    wrong = pages.report(visitor, narrative="")
    page = visitor.post("/report/", wrong)

    assert pages.token(page) == wrong["form_token"]
    visitor.post("/report/", wrong | {"narrative": "Now with words"})
    assert len(pages.stored()) == 1


def test_danger_is_answered_even_when_something_else_is_wrong(visitor):
    response = visitor.post("/report/", pages.report(visitor, danger_now="yes", narrative=""))

    assert "You said that a child is in danger right now" in pages.words(response)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "\n".join(["قال لها إنه في الصف نفسه"] * 50),
        "👩‍👧‍👦 🇺🇦 ✍🏽",
        "</textarea><script>alert(1)</script>",
        "\u202eturned\u202c",
        "{{ 7|add:7 }} {% now %} %s %(x)s",
        "'; DROP TABLE letterbox_submission; --",
    ],
)
def test_every_kind_of_writing_is_kept_and_shown_again_unchanged(visitor, text):
    wrong = visitor.post("/report/", pages.report(visitor, danger_now="", narrative=text))
    assert "<script>alert" not in wrong.content.decode()

    visitor.post("/report/", pages.report(visitor, narrative=text))

    assert pages.stored()[0].answers["narrative"] == text


def test_a_line_break_counts_as_one_character(visitor):
    text = "\r\n".join(["x"] * 5_000) + "y"

    response = visitor.post("/report/", pages.report(visitor, narrative=text))

    assert response.status_code == 200
    assert pages.stored()[0].answers["narrative"] == text.replace("\r\n", "\n")


def test_signs_that_cannot_be_stored_are_left_out_and_the_reader_is_told(visitor):
    response = visitor.post(
        "/report/", pages.report(visitor, narrative="one\x00two\x1b", link_1="ab\x00c")
    )

    assert "We left out signs" in pages.words(response)
    answers = pages.stored()[0].answers
    assert (answers["narrative"], answers["services"][0]["link"]) == ("onetwo", "abc")


def test_nothing_is_said_of_signs_when_none_was_left_out(visitor):
    response = visitor.post("/report/", pages.report(visitor, narrative="one\r\ntwo"))

    assert "We left out signs" not in pages.words(response)


def test_a_file_that_is_sent_all_the_same_is_not_taken(visitor):
    picture = SimpleUploadedFile("holiday.png", b"\x89PNG", content_type="image/png")

    response = visitor.post("/report/", pages.report(visitor, narrative="See", picture=picture))

    assert response.status_code == 200
    assert "holiday" not in str(pages.stored()[0].answers)


def test_more_than_two_megabytes_are_refused_without_a_fault(visitor):
    response = visitor.post("/report/", pages.report(visitor, narrative="x" * 3_000_000))

    assert response.status_code in (400, 413)
    assert pages.stored() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_sent_from_another_site_is_shown_and_not_stored(visitor, headers):
    report = pages.report(visitor, narrative="Written with care")

    response = visitor.post("/report/", report, headers=headers)

    assert response.status_code == 422
    assert "We could not tell that this was sent from our own page" in pages.words(response)
    assert pages.stored() == []


def test_whoever_wrote_it_reads_it_over_and_sends_it_from_here(visitor):
    report = pages.report(visitor, narrative="Written with care", form_token="lost on the way")
    page = visitor.post("/report/", report)
    assert "Written with care" in page.content.decode()

    visitor.post("/report/", report | {"form_token": pages.token(page)})

    assert pages.stored()[0].answers["narrative"] == "Written with care"


@pytest.mark.parametrize("form_token", ["", "made-up", "a:b:c", "\x00", "é"])
def test_a_form_without_our_token_is_not_stored(visitor, form_token):
    response = visitor.post("/report/", pages.report(visitor, form_token=form_token))

    assert response.status_code == 422
    assert pages.stored() == []


def test_a_page_left_open_for_a_day_is_shown_again_with_every_answer(visitor):
    with time_machine.travel(real_now() - timedelta(hours=25)):
        report = pages.report(visitor, narrative="Written yesterday")

    response = visitor.post("/report/", report)

    assert "more than a day ago" in pages.words(response)
    assert "Written yesterday" in response.content.decode()
    again = visitor.post("/report/", report | {"form_token": pages.token(response)})
    assert pages.reference(again)
    assert len(pages.stored()) == 1


def test_an_old_tab_opened_again_shows_that_a_report_was_sent_and_no_answer(visitor):
    with time_machine.travel(real_now() - timedelta(hours=25)):
        report = pages.report(visitor, narrative="A secret thing")
        reference = pages.reference(visitor.post("/report/", report))

    response = visitor.post("/report/", report)

    assert pages.reference(response) == reference
    assert "A secret thing" not in response.content.decode()


def test_storing_a_report_asks_the_database_little(visitor, django_assert_max_num_queries):
    report = pages.report(visitor)

    with django_assert_max_num_queries(10):
        visitor.post("/report/", report)


def test_it_reaches_the_queue_when_the_letterbox_is_collected(visitor):
    from symphony.referrals.models import Referral
    from symphony.triage import services as triage

    reference = pages.reference(visitor.post("/report/", pages.report(visitor)))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

    assert triage.collect_letterbox(at=make.NOON) == 1

    referral = Referral.objects.get(reference=reference)
    assert referral.narrative == "Somebody in a game keeps asking to talk in private."
    assert referral.queue_entry.left_at is None
