"""Exit, idle time and the next person, in a browser: what stays behind, and what does not."""

import os
import re
import sqlite3
import threading
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from unittest import mock
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.live import CHROMIUM, CHROMIUM_FLAGS
from tests.public import browsing
from tests.public.report.reader import Reader

pytestmark = pytest.mark.slow

SECRET = "A secret thing"


@pytest.fixture(scope="module")
def neutral():
    """A neutral site, which notes what it is told of where one came from."""
    heard = []

    class Weather(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/weather":
                heard.append(self.headers.get("Referer", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>Weather</title>")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}/weather", heard=heard)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def exiting(site, neutral, database_server):
    """The site, with the neutral one behind its Exit."""
    with (
        mock.patch.dict(os.environ, {"SYMPHONY_EXIT_URL": neutral.address}),
        browsing.serve(database_server, site.database) as address,
    ):
        yield replace(site, address=address)


def leave(page, how, to):
    if how == "three shifts":
        for _ in range(3):
            page.keyboard.press("Shift")
    elif how == "hidden link":
        page.get_by_role("link", name="Exit this page quickly").focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(to)


WAYS = [
    ("button", True),
    ("three shifts", True),
    ("hidden link", True),
    ("button", False),
    ("hidden link", False),
]


@pytest.mark.parametrize(("how", "scripts"), WAYS)
def test_exit_leaves_nothing_of_the_form_in_the_browsers_history(
    exiting, neutral, playwright, tmp_path, how, scripts
):
    site = exiting
    neutral.heard.clear()
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        executable_path=CHROMIUM,
        args=CHROMIUM_FLAGS,
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="I am worried about a child").click()
    reader = Reader(page, site.address, narrative={"narrative": SECRET})
    reader.press("Continue").until("where")
    leave(page, how, neutral.address)
    assert neutral.heard == [""]
    assert context.cookies() == []

    for _ in range(6):
        # Without scripts the door's page was sent for: a browser asks before it sends it again.
        with suppress(PlaywrightError):
            page.go_back()
            assert SECRET not in page.content()
            assert page.locator("main textarea, main input[name=where]").count() == 0
    context.close()

    history = sqlite3.connect(tmp_path / "Default" / "History")
    seen = set(history.execute("SELECT url, title FROM urls").fetchall())
    history.close()
    ours = {f"{site.address}/", f"{site.address}/report/", f"{site.address}/report/leave/"}
    assert {url for url, _ in seen} <= ours | {neutral.address}
    for url, title in seen:
        if url.startswith(site.address):
            # A browser calls a redirect what the page behind it is called, and by its host what
            # it has not read the title of.
            plain = ("Report a concern – Symphony", "Weather", "", urlsplit(url).hostname)
            assert title in plain or re.fullmatch(
                r"Question \d+ – Report a concern – Symphony", title
            )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_browsers_own_history_tells_nothing_of_a_report_that_was_sent(
    site, playwright, tmp_path, scripts
):
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        executable_path=CHROMIUM,
        args=CHROMIUM_FLAGS,
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="I am worried about a child").click()
    Reader(page, site.address).press("Continue").send()
    context.close()

    history = sqlite3.connect(tmp_path / "Default" / "History")
    seen = set(history.execute("SELECT url, title FROM urls").fetchall())
    history.close()
    assert {url for url, _ in seen} == {f"{site.address}/", f"{site.address}/report/"}
    assert all(title.endswith("Report a concern – Symphony") for _, title in seen)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_next_person_at_the_same_browser_sees_the_first_page_and_no_answer(
    site, browser, scripts
):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    first = Reader(page, site.address, narrative={"narrative": SECRET}).begin().until("where")
    page.close()

    page = first.page.context.new_page()
    second = Reader(page, site.address).open()
    assert second.heading == "Before you start"
    assert SECRET not in page.content()
    page.goto(site.address)
    page.get_by_role("button", name="I am worried about a child").click()
    assert second.heading == "Before you start"
    assert SECRET not in page.content()


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_after_sending_shows_no_answer(site, browser, scripts):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    page.goto(site.address)
    Reader(page, site.address, narrative={"narrative": SECRET}).begin().send()

    for _ in range(4):
        page.go_back()
        assert SECRET not in page.content()


def at_idle(page, site, seconds):
    """Come to a question with so many seconds left, by a clock of the browser's own."""
    page.clock.install()
    reader = Reader(page, site.address, narrative={"narrative": SECRET}).begin().until("narrative")
    reader.fill(narrative=SECRET)
    page.clock.fast_forward(seconds * 1000)
    return reader


def test_two_minutes_before_the_end_one_is_asked_and_can_stay(site, browser):
    page, complaints = browsing.open_context(browser)
    reader = at_idle(page, site, 28 * 60 + 1)
    dialog = page.get_by_role("dialog", name="Are you still there?")

    for _ in range(3):
        dialog.wait_for()
        assert page.evaluate("document.activeElement.innerText") == "Yes, keep my answers"
        dialog.get_by_role("button", name="Yes, keep my answers").click()
        dialog.wait_for(state="hidden")
        page.clock.fast_forward((28 * 60 + 1) * 1000)
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")

    # Back to what one was typing, with all of it there.
    assert page.evaluate("document.activeElement.name") == "narrative"
    assert page.locator("textarea").input_value() == SECRET
    assert reader.press("Continue").step == "where"
    assert complaints == []


def test_when_nobody_is_there_the_first_page_takes_the_place_of_the_answers(site, browser):
    page, _ = browsing.open_context(browser)
    at_idle(page, site, 28 * 60 + 1)
    page.get_by_role("dialog").wait_for()
    page.context.clear_cookies()

    page.clock.fast_forward(2 * 60 * 1000)

    page.get_by_role("heading", name="Before you start").wait_for()
    assert SECRET not in page.content()


def test_whoever_types_is_not_asked(site, browser):
    page, _ = browsing.open_context(browser)
    at_idle(page, site, 20 * 60)
    with page.expect_response("**/report/") as kept:
        page.keyboard.press("x")
    assert kept.value.json()["left"] > 1700

    page.clock.fast_forward(9 * 60 * 1000)
    assert not page.get_by_role("dialog").is_visible()


def test_without_a_network_the_question_says_so_and_can_be_answered_again(site, browser):
    page, _ = browsing.open_context(browser)
    at_idle(page, site, 28 * 60 + 1)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    page.context.set_offline(True)
    dialog.get_by_role("button").click()
    dialog.get_by_text("We could not reach the site").wait_for()

    page.context.set_offline(False)
    # A second press within a second counts as the same one.
    page.clock.fast_forward(2000)
    dialog.get_by_role("button").click()
    dialog.wait_for(state="hidden")
