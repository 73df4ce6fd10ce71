"""Each question: its words, its errors, and what nobody should be able to break."""

import pytest

from tests.public import pages
from tests.public.report.filling import CHILD, ORDINARY, Filling

TITLE = "Error: Question {} – Report a concern – Symphony"
LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("door", "step", "typed", "error"),
    [
        ("worried", "danger", {}, "Select yes if a child is in danger right now"),
        ("worried", "danger", {"danger_now": "maybe"}, "Select one of the answers shown"),
        ("child", "danger", {}, "Select yes if you are in danger right now"),
        ("worried", "about", {}, "Select what this is about, or select “I am not sure”"),
        ("worried", "about", {"about": ["new"]}, "Select one of the answers shown"),
        ("worried", "happened", {}, "Select what has happened, or select “I am not sure”"),
        ("worried", "narrative", {}, "Enter what you know, even if it is one sentence"),
        (
            "worried",
            "narrative",
            {"narrative": "\x00\x07 "},
            "Enter what you know, even if it is one sentence",
        ),
        (
            "worried",
            "narrative",
            {"narrative": LONG},
            "What you tell us must be 10,000 characters or fewer",
        ),
        ("worried", "where", {}, "Select where it happened, or select “I am not sure”"),
        ("worried", "names-1", {"link": LONG}, "Link must be 2,000 characters or fewer"),
        ("worried", "when", {}, "Select when it happened"),
        ("worried", "when", {"when_code": "before"}, "Select one of the answers shown"),
        (
            "worried",
            "when",
            {"when_code": "on_a_date"},
            "Enter the date, or select another answer",
        ),
        (
            "worried",
            "when",
            {
                "when_code": "on_a_date",
                "when_date_day": "31",
                "when_date_month": "2",
                "when_date_year": "2023",
            },
            "Date must be a real date",
        ),
        (
            "worried",
            "when",
            {
                "when_code": "on_a_date",
                "when_date_day": "1",
                "when_date_month": "1",
                "when_date_year": "2999",
            },
            "Date must be today or in the past",
        ),
        (
            "worried",
            "when",
            {"when_code": "roughly"},
            "Enter roughly when, or select another answer",
        ),
        ("worried", "the_person", {"age": "150"}, "Age must be a number from 0 to 120"),
        ("worried", "the_person", {"age": "-1"}, "Age must be a number from 0 to 120"),
        ("worried", "child-1", {"age": "150"}, "Age must be a number from 0 to 120"),
        (
            "worried",
            "lives_with_children",
            {},
            "Select yes if they live with, look after or work with children",
        ),
        ("worried", "more-1", {}, "Select yes if you want to tell us about another child"),
        ("worried", "told", {}, "Select who you have told, or select “No”"),
        ("worried", "identity", {}, "Select whether you want to tell us who you are"),
        ("worried", "come_back", {}, "Select yes if you want to be able to come back"),
        ("child", "happened", {}, "or select “I am not sure how to say it”"),
        ("child", "own_age", {}, "Select how old you are, or select “I would rather not say”"),
        (
            "professional",
            "own_organisation",
            {},
            "Select yes if it is someone in your organisation",
        ),
        (
            "professional",
            "services_told",
            {},
            "Select yes if you have told children's services",
        ),
        ("professional", "parents_know", {}, "Select yes if the parents or carers know"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(visitor, door, step, typed, error):
    filling = Filling(visitor, door).until(step)

    # As it was typed, whatever stood in the fields before.
    empty = {name: [] for name in ORDINARY.get(step, {})}
    filling.press("Continue", **(empty | typed))

    assert filling.response.status_code == 422
    assert filling.step == step
    assert filling.title.startswith("Error: Question ")
    # In the summary, and beside the field.
    assert filling.words.count(error) == 2
    for name, value in typed.items():
        if isinstance(value, str) and name in ("link", "age", "when_date_day"):
            assert filling.value(name) == value
    assert pages.stored() == []


def test_a_text_that_is_too_long_stays_whole_on_the_page(visitor):
    filling = Filling(visitor).until("narrative").press(narrative=LONG)

    assert filling.value("narrative") == LONG
    assert "What you tell us must be 10,000 characters or fewer" in filling.words
    filling.press(narrative="Short")
    assert filling.step == "where"


@pytest.mark.parametrize("age", ["0", "120", "13", "about 40", "", "١٣"])
def test_an_age_may_be_a_number_or_words(visitor, age):
    filling = Filling(visitor).until("the_person").press(age=age)

    assert filling.step == "lives_with_children"


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
        "https://example.org/a?b=c&d=<e>",
    ],
)
def test_every_kind_of_writing_is_kept_shown_and_never_becomes_part_of_a_page(visitor, text):
    filling = Filling(visitor, narrative={"narrative": text}).until("check")
    assert "<script>alert" not in filling.source
    # Words are words: nothing in them can be pressed.
    assert not filling.tree.xpath("//main//a[contains(@href, 'example.org')]")
    filling.press("Change what you know")
    assert filling.value("narrative") == text

    filling.until("check").press("Send my report")

    assert pages.stored()[0].answers["narrative"] == text


def test_a_line_break_counts_as_one_character(visitor):
    text = "\r\n".join(["x"] * 5_000) + "y"

    Filling(visitor, narrative={"narrative": text}).send()

    assert pages.stored()[0].answers["narrative"] == text.replace("\r\n", "\n")


def test_signs_that_cannot_be_stored_are_left_out_and_the_reader_is_told(visitor):
    filling = Filling(visitor).until("narrative").press(narrative="one\x00two\x1b")
    assert "We left out signs" in filling.words

    filling.press(where=["game"])
    assert "We left out signs" not in filling.words
    filling.press(link="ab\x00c").until("check").press("Send my report")

    told = pages.stored()[0].answers
    assert (told["narrative"], told["services"][0]["link"]) == ("onetwo", "abc")


def test_two_hundred_user_names_are_taken_one_a_page(visitor):
    filling = Filling(visitor).until("names-1")

    filling.press(user_name=[f"name_{n}" for n in range(200)]).until("check")
    filling.press("Send my report")

    assert pages.stored()[0].answers["services"][0]["user_name"] == "name_199"


def test_more_than_two_megabytes_are_refused_without_a_fault(visitor):
    filling = Filling(visitor).until("narrative")

    filling.press(narrative="x" * 3_000_000)

    assert filling.response.status_code in (400, 413)


def test_there_is_no_field_for_a_file_anywhere(visitor):
    for door in ("child", "professional"):
        filling = Filling(visitor, door, identity={"identity": "named"})
        filling.open()
        while "We have your report" not in filling.words:
            assert 'type="file"' not in filling.source
            assert "multipart" not in filling.source
            if filling.step == "start":
                filling.press("Continue", door=door)
            elif filling.step == "check":
                filling.press("Send my report")
            else:
                filling.answer()


def test_contact_needs_a_way_or_the_wish_not_to_be_contacted(visitor):
    filling = Filling(visitor, identity={"identity": "named"}).until("contact")
    error = "Enter a phone number or an email address, or select “Do not contact me”"

    filling.press(name="Rowan Example", phone="")
    assert filling.words.count(error) == 2
    assert filling.value("name") == "Rowan Example"

    filling.press(phone="", do_not_contact="on")
    assert filling.step == "come_back"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"phone": "call me"}, "Phone must include a telephone number, like 01632 960 001"),
        (
            {"phone": "", "email": "rowan"},
            "Enter an email address in the correct format, like name@example.org",
        ),
    ],
)
def test_a_way_to_be_reached_is_checked_leniently(visitor, typed, error):
    filling = Filling(visitor, identity={"identity": "named"}).until("contact").press(**typed)

    assert filling.words.count(error) == 2


@pytest.mark.parametrize("phone", ["01632 960 001", "+44 (0)1632 960001 ext. 4", "07700900123"])
def test_telephone_numbers_are_taken_as_people_write_them(visitor, phone):
    filling = Filling(visitor, identity={"identity": "named"}).until("contact").press(phone=phone)

    assert filling.step == "come_back"


def test_a_professional_says_whom_they_speak_for_unless_they_stay_anonymous(visitor):
    filling = Filling(visitor, "professional", identity={"identity": "confidence"})
    filling.until("contact").press(organisation="", role="", email="a@example.org")
    assert "Enter your organisation" in filling.words
    assert "Enter your role" in filling.words

    assert Filling(visitor, "professional").until("identity").answer().step == "come_back"


def test_what_an_answer_does_not_ask_for_is_not_kept(visitor):
    Filling(
        visitor,
        lives_with_children={"lives_with_children": "no", "lives_with_whom": "Two children"},
        when={"when_code": "not_known", "when": "in March", "when_date_day": "99"},
    ).send()

    told = pages.stored()[0].answers
    assert told["lives_with_whom"] == ""
    assert (told["when"], told["when_date"]) == ("", "")


def test_the_questions_are_counted_and_the_title_tells_no_words_of_theirs(visitor):
    filling = Filling(visitor).until("narrative")

    assert "Question 4 of about" in filling.words
    assert filling.title == "Question 4 – Report a concern – Symphony"
    assert filling.until("check").title == "Report a concern – Symphony"
    assert filling.press("Send my report").title == "Report a concern – Symphony"


def test_a_childs_words_are_short_and_help_stands_on_every_page(visitor):
    filling = Filling(visitor, "child", **CHILD).begin()

    while "We have your report" not in filling.words:
        if filling.step not in ("call", "advice", "comfort"):
            assert "It is not your fault" in filling.words
            assert "0800 1111" in filling.words
            assert "Report Remove" in filling.words
        for word in ("offence", "indecent", "suspect", "safeguard", "victim"):
            assert word not in filling.words
        if filling.step == "check":
            filling.press("Send my report")
        else:
            filling.answer()
