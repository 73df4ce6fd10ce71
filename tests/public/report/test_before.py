"""The first page: the same to everybody, without a cookie, and with each door's own words."""

import pytest

from tests.public import pages
from tests.public.report.filling import Filling


def test_what_we_can_and_cannot_do_stands_before_the_first_question(visitor):
    page = Filling(visitor).open()

    assert page.heading == "Before you start"
    for words in (
        "call 999",
        "press 55",
        "This goes to the police",
        "we cannot find you to help, even in an emergency",
        "Never send pictures or videos",
        "This form takes no files",
        "Your own words may still show who you are",
        "press the Shift key three times",
        "It cannot hide everything",
    ):
        assert words in page.words


def test_opening_it_sets_no_cookie_and_nothing_of_it_may_be_kept(visitor):
    response = visitor.get("/report/")

    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert pages.title(response) == "Report a concern – Symphony"


@pytest.mark.parametrize("door", ["child", "worried", "professional", "survivor", "own_behaviour"])
def test_a_door_on_another_page_leads_to_its_own_words_without_a_cookie(visitor, door):
    page = Filling(visitor).open()
    token = page.value("form_token")

    page.post({"door": door, "form_token": token})

    assert page.heading == "Before you start"
    assert "Which of these is most like you?" not in page.words
    assert not visitor.cookies
    assert page.press("Continue").step == "danger"


def test_a_child_is_told_first_who_reads_it_and_who_may_be_told(visitor):
    page = Filling(visitor).open().press(door="child")

    assert page.words.index("This goes to the police. We may tell a social worker") < 400
    assert "usually a parent or carer" in page.words
    assert "Not ready? Childline can talk first: 0800 1111" in page.words
    assert page.press("Continue").heading == "Are you in danger right now?"


def test_ones_own_behaviour_meets_private_help_first_and_can_still_report(visitor):
    page = Filling(visitor).open().press(door="own_behaviour")

    assert page.words.index("0808 1000 900") < page.words.index("If you want to report")
    assert "They pass on a child at risk whom they can identify, and crimes." in page.words
    assert page.press("Continue").step == "danger"


def test_a_child_behind_the_wrong_door_can_choose_again(visitor):
    page = Filling(visitor).open().press(door="child")

    assert page.tree.xpath("//a[contains(., 'choose again')]/@href") == ["/report/"]


def test_no_door_is_asked_for(visitor):
    page = Filling(visitor).open().press("Continue")

    assert page.response.status_code == 422
    assert page.words.count("Select which is most like you") == 2
    assert not visitor.cookies


def test_a_made_up_door_is_no_door(visitor):
    page = Filling(visitor).open()
    page.post({"door": "staff", "form_token": page.value("form_token")})

    assert "Which of these is most like you?" in page.words


def test_a_word_that_is_too_long_is_refused(visitor):
    page = Filling(visitor).open().press(door="worried", word="x" * 100_000)

    assert "must be 100 characters or fewer" in page.words
    assert page.ticked("door") == ["worried"]


def test_other_ways_to_tell_someone_stand_beside_the_form(visitor):
    for page in (Filling(visitor).open(), Filling(visitor).until("where")):
        ways = page.words[page.words.index("Other ways to tell someone") :]
        for contact in ("101", "Crimestoppers", "CEOP", "Internet Watch Foundation", "Childline"):
            assert contact in ways
        assert "No: it cannot take anonymous reports" in ways
        assert "Yes: it never asks who you are" in ways


def test_the_cookie_is_out_of_scripts_reach_and_ends_with_the_browser(visitor):
    Filling(visitor).begin()

    ((name, cookie),) = visitor.cookies.items()
    assert name.startswith("symphony_report")
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Strict", "/report/")
    assert not cookie["max-age"]
    assert not cookie["expires"]
