"""Whoever opens the same browser next sees the first page and no answer."""

from datetime import timedelta

import pytest
import time_machine

from symphony.core.clock import real_now
from symphony.letterbox.models import Unfinished
from tests.public.report.filling import Filling

HERE = {"Referer": "http://testserver/report/"}
SECRET = "Written by the first person"


@pytest.fixture
def first(visitor):
    """Somebody in the middle of a report, in a browser that others use."""
    filling = Filling(visitor, narrative={"narrative": SECRET})
    filling.open().press(door="worried", word="Copper lantern")
    return filling.until("where")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Referer": "http://testserver/"}, {"Referer": "https://search.example.org/"}],
)
def test_whoever_types_the_address_or_comes_by_a_link_sees_the_first_page(first, headers):
    fresh = Filling(type(first.client)()).open()

    second = first.open(**headers)

    assert second.heading == "Before you start"
    assert SECRET not in second.source
    # To the letter the page of somebody who has begun nothing.
    assert second.words == fresh.words


def test_the_reporter_themselves_goes_on_after_a_reload_and_after_back(first):
    first.press("Back")
    assert first.open(**HERE).value("narrative") == SECRET


def test_a_browser_that_hides_where_it_comes_from_is_shown_each_page_once(visitor):
    filling = Filling(visitor)
    filling.open().press(door="worried", headers={})
    assert filling.step == "danger"

    filling.press(danger_now="no", headers={})
    assert filling.step == "about"
    assert filling.open().heading == "Before you start"


def test_the_one_showing_ends_by_itself(visitor):
    filling = Filling(visitor).begin()
    sent = filling.sent_by("Continue", danger_now="no")
    visitor.post("/report/", sent)

    with time_machine.travel(real_now() + timedelta(seconds=30)):
        assert filling.open().heading == "Before you start"


def test_the_word_leads_on(first):
    first.open().press("Carry on", carry_on_word="  copper   LANTERN ")

    assert first.step == "where"


@pytest.mark.parametrize("word", ["copper", "", "lantern copper"])
def test_another_word_does_not(first, word):
    first.open().press("Carry on", carry_on_word=word)

    assert first.response.status_code == 422
    assert first.heading == "Before you start"
    assert SECRET not in first.source


def test_without_a_word_there_is_no_way_on(visitor):
    filling = Filling(visitor, narrative={"narrative": SECRET}).until("where")

    filling.open().press("Carry on", carry_on_word=" ")
    assert filling.heading == "Before you start"
    filling.press("Carry on", carry_on_word="anything")
    assert filling.heading == "Before you start"


def test_five_wrong_tries_end_the_report(first):
    for _ in range(5):
        first.open().press("Carry on", carry_on_word="wrong")

    first.press("Carry on", carry_on_word="Copper lantern")
    assert first.heading == "Before you start"
    assert not Unfinished.objects.exists()


def test_a_wrong_word_looks_the_same_whether_or_not_there_is_a_report(first):
    first.open().press("Carry on", carry_on_word="wrong")
    nobody = Filling(type(first.client)()).open().press("Carry on", carry_on_word="wrong")

    assert first.words == nobody.words


def test_exit_throws_everything_away_and_says_so_to_the_browser(first, settings):
    cookie = next(iter(first.client.cookies))

    response = first.client.get("/report/leave/", headers=HERE)

    assert response.status_code == 303
    assert response["Location"] == settings.EXIT_URL
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies[cookie]["max-age"] == 0
    assert not Unfinished.objects.exists()
    assert first.open(**HERE).heading == "Before you start"


def test_exit_without_a_report_leads_away_too(visitor, settings):
    assert visitor.get("/report/leave/")["Location"] == settings.EXIT_URL


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch;prerender"}]
)
def test_neither_another_site_nor_a_guess_of_the_browser_ends_a_report(first, headers):
    response = first.client.get("/report/leave/", headers=headers)

    assert response.status_code == 303
    assert "Clear-Site-Data" not in response
    assert not response.cookies
    assert Unfinished.objects.exists()


def test_every_page_of_the_form_leads_out_by_exit(visitor):
    filling = Filling(visitor, danger={"danger_now": "yes"}).open()

    while True:
        assert filling.source.count('href="/report/leave/"') >= 2
        if "We have your report" in filling.words:
            break
        if filling.step == "start":
            filling.press(door="worried")
        elif filling.step == "check":
            filling.press("Send my report")
        else:
            filling.answer()


def test_after_thirty_idle_minutes_there_is_nothing(first):
    with time_machine.travel(real_now() + timedelta(minutes=31)):
        assert first.open(**HERE).heading == "Before you start"


def test_the_page_says_until_when_and_each_answer_keeps_it_longer(visitor):
    with time_machine.travel("2026-06-14T02:05:00Z", tick=False):
        filling = Filling(visitor).begin()
        assert "Your answers are kept until 3:35am" in filling.words
    with time_machine.travel("2026-06-14T02:25:00Z", tick=False):
        filling.answer()
        assert "Your answers are kept until 3:55am" in filling.words


def test_somebody_who_is_there_keeps_it_as_often_as_they_like(visitor):
    began = real_now()
    filling = Filling(visitor).until("where")
    sent = filling.sent_by("Yes, keep my answers")

    for times in range(1, 13):
        with time_machine.travel(began + timedelta(minutes=28 * times)):
            response = visitor.post("/report/", sent)
            assert response.status_code == 200
            assert 1795 <= response.json()["left"] <= 1800

    with time_machine.travel(began + timedelta(minutes=28 * 12 + 31)):
        assert visitor.post("/report/", sent).status_code == 410


def test_a_page_of_another_site_keeps_nothing_longer(first):
    sent = first.sent_by("Yes, keep my answers")

    response = first.client.post("/report/", sent, headers={"Origin": "https://a.example.org"})

    assert response.status_code == 410


def test_what_is_stored_meanwhile_tells_nothing_without_the_cookie(first):
    (row,) = Unfinished.objects.all()

    assert SECRET.encode() not in bytes(row.locked)
    assert b"narrative" not in bytes(row.locked)
    assert row.key_hash not in next(iter(first.client.cookies.values())).value


def test_a_new_report_takes_the_place_of_the_one_before(first):
    Filling(first.client).begin()

    assert Unfinished.objects.count() == 1
