"""What makes a report doubtful, and what never does."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from symphony.core.clock import real_now
from symphony.letterbox.models import Submission
from symphony.public import doubts, places

DOUBT = Submission.Doubt


@pytest.fixture(autouse=True)
def _as_in_earnest(settings, monkeypatch):
    settings.LEAST_SECONDS = 10
    monkeypatch.setattr(places.SENDINGS, "limit", 3)


def request(address="192.0.2.44", data=None, **headers):
    return RequestFactory(headers=headers).post("/report/", data or {}, REMOTE_ADDR=address)


def state(**changes):
    ordinary = {
        "began_at": (real_now() - timedelta(minutes=5)).isoformat(),
        "answers": {"danger_now": "no", "self_harm": "rather_not"},
    }
    return ordinary | changes


def ago(**kwargs):
    return (real_now() - timedelta(**kwargs)).isoformat()


def test_an_ordinary_report_is_not_doubtful():
    assert doubts.of(request(), state()) == []


def test_a_field_that_people_do_not_see_was_filled_in():
    assert doubts.fell_into_the_trap(request(data={doubts.TRAP_FIELD: "http://example.org"}))
    assert not doubts.fell_into_the_trap(request(data={doubts.TRAP_FIELD: ""}))
    assert doubts.of(request(), state(trapped=True)) == [DOUBT.TRAP]


def test_a_whole_report_faster_than_a_person_reads():
    assert doubts.of(request(), state(began_at=ago(seconds=2))) == [DOUBT.HASTE]
    assert doubts.of(request(), state(began_at=ago(seconds=30))) == []


def test_many_reports_from_one_place_within_minutes():
    found = [doubts.of(request(), state()) for _ in range(5)]

    assert found == [[], [], [], [DOUBT.FLOOD], [DOUBT.FLOOD]]
    assert doubts.of(request("192.0.2.45"), state()) == []


def test_a_report_that_is_asked_about_twice_is_counted_once():
    same = state()
    found = [doubts.of(request(), same) for _ in range(6)]

    assert found == [[]] * 6


@pytest.mark.parametrize(
    "began_at", [None, "", "yesterday", "2026-06-14T03:05:00", "2999-01-01T00:00:00+00:00"]
)
def test_a_report_that_did_not_begin_with_our_first_page(began_at):
    assert doubts.of(request(), state(began_at=began_at)) == [DOUBT.FORGED]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_report_that_another_site_sent(headers):
    assert doubts.of(request(**headers), state()) == [DOUBT.FORGED]


def test_a_browser_that_hides_where_it_sends_from_is_believed():
    assert doubts.of(request(**{"Origin": "null", "Sec-Fetch-Site": "same-origin"}), state()) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"danger_now": "yes", "self_harm": ""},
        {"danger_now": "no", "self_harm": "yes"},
    ],
)
def test_nothing_is_doubtful_about_a_child_in_danger_or_somebody_who_may_hurt_themselves(answers):
    for _ in range(6):
        worst = state(answers=answers, trapped=True, began_at=None)
        assert doubts.of(request(Origin="https://example.org"), worst) == []


def test_a_proof_of_work_answers_every_doubt_but_the_trap():
    for _ in range(6):
        doubts.of(request(), state())
    worst = state(trapped=True, began_at=ago(seconds=1))

    assert doubts.of(request(), worst) == [DOUBT.TRAP, DOUBT.HASTE, DOUBT.FLOOD]
    assert doubts.of(request(), worst | {"person": doubts.PROVED}) == [DOUBT.TRAP]


def test_a_plain_answer_clears_no_doubt():
    hasty = state(began_at=ago(seconds=1), person=doubts.SAID)

    assert doubts.of(request(), hasty) == [DOUBT.HASTE]
