"""The page "Are you a person?" in a browser: with the sum, without script, narrow, by keyboard."""

from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from symphony.core import installation
from symphony.core.grants import STAFF
from symphony.core.models import Installation
from tests.anonymity import filling
from tests.public import browsing
from tests.wcag import WCAG

pytestmark = pytest.mark.slow
SEND = "Send my report"


@pytest.fixture
def hasty(fresh_database, database_server, monkeypatch):
    """A public site to which every report seems to come too fast; gives it and its doubts."""
    monkeypatch.setenv("SYMPHONY_LEAST_SECONDS", "3600")
    installation.begin(kind=Installation.Kind.REAL)
    connection.close()

    def stored():
        with psycopg.connect(database_server.url(STAFF, fresh_database)) as staff:
            return staff.execute("SELECT reference, doubts FROM letterbox_submission").fetchall()

    with browsing.serve(database_server, fresh_database) as address:
        yield address, stored


def come_to_the_question(page, address, **answers):
    """Fill in a report up to the page that asks for a person."""
    page.goto(f"{address}/report/")
    filling.go_on(page, "A report in a hurry.", until="Are you a person?", **answers)


def confirmed(page):
    page.get_by_text("We have your report").wait_for(timeout=30_000)
    return filling.REFERENCE.search(page.locator("main").inner_text())[0]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_browser_proves_it_and_nobody_has_to_answer(hasty, browser, width):
    address, stored = hasty
    page, complaints = browsing.open_context(browser, viewport={"width": width, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    come_to_the_question(page, address)
    page.get_by_text("That is done. Press").wait_for(timeout=30_000)
    found = Axe().run(page, options=WCAG).response
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.get_by_role("radio").first.is_visible()
    assert page.locator("h1").count() == 1
    page.get_by_role("button", name=SEND).focus()
    page.keyboard.press("Enter")

    assert stored_once(stored, confirmed(page)) == []
    assert complaints == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_pressed_before_the_sum_is_done_it_is_sent_once_it_is(hasty, browser):
    address, stored = hasty
    page, _ = browsing.open_context(browser)
    held = []
    page.route("**/prove*.js", lambda route: held.append(route))

    come_to_the_question(page, address)
    page.get_by_text("Your browser is working on it.").wait_for()
    page.get_by_role("button", name=SEND).click()
    assert page.get_by_text("Are you a person?").first.is_visible()
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()

    assert stored_once(stored, confirmed(page)) == []


def test_where_the_sum_cannot_be_done_the_question_comes_back(hasty, browser):
    address, stored = hasty
    page, _ = browsing.open_context(browser)
    page.route("**/prove*.js", lambda route: route.abort())

    come_to_the_question(page, address)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name=SEND).click()

    assert stored_once(stored, confirmed(page)) == ["haste"]


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_without_a_script_either_answer_sends_it(hasty, browser, answer):
    address, stored = hasty
    page, _ = browsing.open_context(browser, java_script_enabled=False)

    come_to_the_question(page, address)
    page.get_by_role("button", name=SEND).click()
    assert page.title() == "Error: Report a concern – Symphony"
    assert page.get_by_role("link", name="Select yes if you are a person").is_visible()
    page.get_by_role("radio", name=answer).check()
    page.get_by_role("button", name=SEND).click()

    assert stored_once(stored, confirmed(page)) == ["haste"]


def test_a_child_in_danger_is_never_asked(hasty, browser):
    address, stored = hasty
    page, _ = browsing.open_context(browser)
    page.goto(f"{address}/report/")
    reference = filling.send(page, "A report in a hurry.", danger_now="yes")

    assert stored_once(stored, reference) == []


def stored_once(stored, reference):
    """Return the doubts about the one report that there is."""
    ((of, doubts),) = stored()
    assert of == reference
    return doubts
