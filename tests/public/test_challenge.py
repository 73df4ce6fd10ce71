"""The page "Are you a person?": what proves it, and that no answer loses a report."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from altcha import Challenge, Payload, Solution, solve_challenge
from django.test import RequestFactory

from symphony.core.clock import real_now
from symphony.public import challenge, doubts
from tests.public import pages

STATE = {"token": "one-report", "run": "run-of-one"}


def solved(state=STATE, made=None):
    made = Challenge.from_dict(json.loads(made or challenge.new(state)))
    return Payload(made, solve_challenge(made)).to_base64()


def answer(**given):
    return RequestFactory().post("/report/", {"step": "person", "run": "run-of-one"} | given)


def test_the_sum_proves_a_person_and_clears_the_way():
    state = dict(STATE)

    assert challenge.is_passed(answer(proof=solved()), state) is True
    assert state["person"] == doubts.PROVED


@pytest.mark.parametrize("said", ["yes", "no"])
def test_either_plain_answer_sends_the_report_and_proves_nothing(said):
    state = dict(STATE)

    assert challenge.is_passed(answer(person=said), state) is False
    assert state["person"] == doubts.SAID


@pytest.mark.parametrize("given", [{}, {"person": ""}, {"person": "perhaps"}])
def test_without_an_answer_it_is_asked_again(given):
    state = dict(STATE)

    assert challenge.is_passed(answer(**given), state) is None
    assert "person" not in state


def test_the_sum_of_one_report_serves_no_other():
    proof = solved()
    other = {"token": "another-report"}

    assert challenge.is_passed(answer(proof=proof), other) is None
    assert challenge.is_passed(answer(proof=proof), dict(STATE)) is True


def test_a_sum_from_long_ago_is_not_taken():
    proof = solved()

    with time_machine.travel(real_now() + timedelta(minutes=31)):
        assert not challenge.proves(proof, STATE)
    assert challenge.proves(proof, STATE)


def test_a_wrong_or_made_up_sum_is_not_taken():
    right = json.loads(base64.b64decode(solved()))
    made = Challenge.from_dict(right["challenge"])
    wrong = Payload(made, Solution(right["solution"]["counter"] + 1, "00" * 32)).to_base64()
    easier = json.loads(json.dumps(right))
    easier["challenge"]["parameters"] |= {"keyPrefix": "", "cost": 1}
    unsigned = json.loads(json.dumps(right))
    del unsigned["challenge"]["signature"]

    for proof in [
        wrong,
        base64.b64encode(json.dumps(easier).encode()).decode(),
        base64.b64encode(json.dumps(unsigned).encode()).decode(),
        "not base64 at all",
        base64.b64encode(b"[]").decode(),
        base64.b64encode(b'{"challenge": {"parameters": null}, "solution": 7}').decode(),
        "A" * 100_000,
        "\x00",
    ]:
        assert not challenge.proves(proof, STATE), proof[:60]


def test_a_sum_that_is_not_taken_asks_the_plain_question(visitor_request):
    request = visitor_request(proof="broken")
    assert challenge.is_passed(request, dict(STATE)) is None

    again = challenge.show(request, dict(STATE))

    assert again.status_code == 422
    assert "We could not check what your browser sent" in pages.words(again)
    assert b"data-challenge" not in again.content


def test_the_page_says_that_either_answer_sends(visitor_request):
    page = challenge.show(visitor_request(), dict(STATE))

    assert pages.title(page) == "Report a concern – Symphony"
    words = pages.words(page)
    assert "Whatever you answer, your report is sent and a person reads it." in words
    assert b'name="run" value="run-of-one"' in page.content
    assert b"one-report" not in page.content


def test_an_empty_answer_says_what_to_do(visitor_request):
    page = challenge.show(visitor_request(person=""), dict(STATE))

    assert page.status_code == 422
    assert pages.title(page) == "Error: Report a concern – Symphony"
    assert "Select yes if you are a person" in pages.words(page)


@pytest.fixture
def visitor_request(public_site, public_role):
    """A request as the site's middleware hands it on; with answers it is a POST of the page."""

    def made(**given):
        if not given:
            return RequestFactory().get("/report/")
        return answer(**given)

    return made
