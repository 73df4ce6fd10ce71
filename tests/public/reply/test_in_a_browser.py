"""Coming back in a browser: with and without scripts, wide and narrow, by keyboard."""

import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.core import references, sealing
from symphony.core.grants import PUBLIC, STAFF
from symphony.core.ids import uuid7
from symphony.letterbox import receipts
from tests import make
from tests.letterbox.ordinary import WORDS
from tests.public import browsing
from tests.wcag import WCAG

pytestmark = pytest.mark.slow
LONG = "Donaudampfschifffahrtsgesellschaft" * 4
FROM_THE_TEAM = f"Which game is it?\nSee https://example.org/ {LONG}"


class Neutral(BaseHTTPRequestHandler):
    """A page that tells nothing, in place of the one that Exit leads to; it notes who sent here."""

    heard: list[str] = []

    def do_GET(self):
        if self.path == "/weather":
            self.heard.append(self.headers.get("Referer", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Weather</title><p>Sunny")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", autouse=True)
def neutral():
    """Run the neutral site, and have `site` lead there; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Neutral)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/weather"
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "SYMPHONY_EXIT_URL", address)
        yield address
    server.shutdown()
    server.server_close()


def report(site, *, asked=()):
    """Put a receipt and messages of the team into the site's database; returns the reference."""
    reference, receipt = references.new_referral(from_public=True), receipts.new_receipt(WORDS)
    with psycopg.connect(site.server.url(PUBLIC, site.database)) as public:
        public.execute(
            "INSERT INTO letterbox_submission (id, token, reference, received_at, answers, salt,"
            " public_key) VALUES (%s, %s, %s, now(), '{}', %s, %s)",
            [uuid7(), reference, reference, receipt.salt, receipt.public_key],
        )
    with psycopg.connect(site.server.url(STAFF, site.database)) as staff:
        for text in asked:
            staff.execute(
                "INSERT INTO letterbox_teammessage"
                " (id, reference, text, sealed, why_safe, written_by, written_at)"
                " VALUES (%s, %s, %s, %s, '', '1234', %s)",
                [uuid7(), reference, text, _sealed(receipt, text), make.NOON],
            )
    return reference


def _sealed(receipt, text):
    return sealing.seal(receipt.public_key, {"text": text})


def messages(site, reference):
    with psycopg.connect(site.server.url(STAFF, site.database)) as staff:
        return staff.execute(
            "SELECT text, danger_now, stops_contact FROM letterbox_reportermessage"
            " WHERE reference = %s ORDER BY written_at",
            [reference],
        ).fetchall()


def come_in(page, site, reference):
    page.goto(f"{site.address}/reply/")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Six words").fill(" ".join(WORDS))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name=f"Your report {reference}").wait_for()


def every_state(page, site):
    """Go through the pages, each in the states it can have."""
    page.goto(f"{site.address}/reply/")
    yield "first page"
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("alert").get_by_text("Enter your reference").wait_for()
    yield "nothing typed"
    page.get_by_label("Reference").fill("R-0000-0000")
    page.get_by_label("Six words").fill("some other words")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("alert").get_by_text("do not match").wait_for()
    yield "no match"
    come_in(page, site, report(site))
    yield "no messages"
    page.get_by_role("button", name="Send message").click()
    page.get_by_role("alert").get_by_text("Enter what you want to add").wait_for()
    yield "nothing written"
    come_in(page, site, report(site, asked=[FROM_THE_TEAM, "قال لها إنه في الصف نفسه"]))
    yield "messages"
    page.get_by_label("Add to your report").fill(f"More of it. {LONG}")
    page.get_by_role("button", name="Send message").click()
    page.get_by_text("We have your message. A person will read it.").wait_for()
    yield "sent"
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Send message").click()
    page.get_by_role("heading", name="Call 999 now").wait_for()
    yield "danger"
    page.get_by_role("button", name="Stop using my contact details").click()
    page.get_by_role("heading", name="Do you want us to stop").wait_for()
    yield "stop"
    page.get_by_role("button", name="Stop using my contact details").click()
    page.get_by_text("We have your request").wait_for()
    yield "stopped"


@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_every_page(site, browser, width):
    page, complaints = browsing.open_context(
        browser, viewport={"width": width, "height": 900}, color_scheme="dark"
    )

    for name in every_state(page, site):
        found = Axe().run(page, options=WCAG).response
        faults = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]]
        assert (name, faults) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("h1").count() == 1, name
        assert page.title().removeprefix("Error: ") == "Come back to your report – Symphony"
        assert page.url == f"{site.address}/reply/"

    assert complaints == []
    assert [cookie["path"] for cookie in page.context.cookies()] == ["/reply/"]


@pytest.mark.skipif(
    not (shutil.which("node") and browsing.CHECKER.exists()), reason="no checker here"
)
def test_an_html_checker_finds_nothing_in_what_is_sent(site, browser, tmp_path):
    page, _ = browsing.open_context(browser, java_script_enabled=False)
    sent = []
    page.on("response", lambda response: sent.append(response) if _is_page(response) else None)

    sources = {name.replace(" ", "-"): sent[-1].text() for name in every_state(page, site)}

    assert len(sources) == 10
    assert browsing.markup_faults(tmp_path, sources) == ""


def _is_page(response):
    return response.request.resource_type == "document" and response.status != 303


@pytest.mark.parametrize("scripts", [True, False])
def test_a_message_is_stored_once_and_a_link_in_one_is_no_link(site, browser, scripts):
    reference = report(site, asked=[FROM_THE_TEAM])
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    come_in(page, site, reference)
    assert page.get_by_text("https://example.org/").is_visible()
    assert page.locator("main a[href*='example.org']").count() == 0

    page.get_by_label("Add to your report").fill("Example Game.\nSince March.")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send message").click()
    page.get_by_text("We have your message").wait_for()
    page.reload()

    assert page.get_by_text("Since March.").count() == 1
    assert page.get_by_label("Add to your report").input_value() == ""
    assert messages(site, reference) == [("Example Game.\nSince March.", False, False)]


@pytest.mark.parametrize("scripts", [True, False])
def test_it_can_be_done_by_keyboard_alone(site, browser, scripts):
    reference = report(site)
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    page.goto(f"{site.address}/reply/")

    tab_to(page, page.get_by_label("Reference"))
    page.keyboard.type(reference.lower())
    page.keyboard.press("Tab")
    page.keyboard.insert_text(" ".join(WORDS).upper())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"Your report {reference}").wait_for()
    tab_to(page, page.get_by_label("Add to your report"))
    page.keyboard.type("By keyboard")
    tab_to(page, page.get_by_label("Yes", exact=True))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Send message"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Call 999 now").wait_for()

    assert messages(site, reference) == [("By keyboard", True, False)]
    tab_to(page, page.get_by_role("button", name="Leave this page"))


def tab_to(page, target):
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError("The keyboard does not reach it.")


def test_words_can_be_pasted_and_are_not_kept_by_the_browser(site, browser):
    page, _ = browsing.open_context(browser)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page.goto(f"{site.address}/reply/")
    field = page.get_by_label("Six words")
    field.fill(" ".join(WORDS))
    field.press("Control+a")
    field.press("Control+x")
    assert field.input_value() == ""

    field.press("Control+v")

    assert field.input_value() == " ".join(WORDS)
    assert field.get_attribute("autocomplete") == "off"
    assert page.locator("form").first.get_attribute("autocomplete") == "off"


def test_with_scripts_a_visit_is_one_line_of_the_history_and_the_focus_is_on_the_heading(
    site, browser
):
    page, _ = browsing.open_context(browser)
    come_in(page, site, report(site))
    before = page.evaluate("history.length")

    page.get_by_label("Add to your report").fill("More")
    page.get_by_role("button", name="Send message").click()
    page.get_by_text("We have your message").wait_for()

    assert page.evaluate("history.length") == before
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.get_by_role("button", name="Send message").click()
    page.locator(".govuk-error-summary:focus").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_next_person_at_the_same_browser_sees_no_message(site, browser, scripts):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    come_in(page, site, report(site, asked=["A secret thing"]))
    assert page.get_by_text("A secret thing").is_visible()

    other = page.context.new_page()
    other.goto(f"{site.address}/reply/")

    assert "A secret thing" not in other.content()
    assert other.get_by_role("heading", name="Come back to your report").is_visible()
    page.reload()
    assert "A secret thing" not in page.content()
    other.reload()
    assert "A secret thing" not in other.content()


@pytest.mark.parametrize("leaves", ["press", "press without scripts", "leave", "three shifts"])
def test_the_way_out_leads_to_the_neutral_site_and_back_shows_no_message(
    site, browser, neutral, leaves
):
    page, _ = browsing.open_context(browser, java_script_enabled="without" not in leaves)
    Neutral.heard.clear()
    come_in(page, site, report(site, asked=["A secret thing"]))

    if leaves == "three shifts":
        for _ in range(3):
            page.keyboard.press("Shift")
    elif leaves == "leave":
        page.get_by_role("button", name="Leave this page").click()
    else:
        page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(neutral)

    assert Neutral.heard == [""]
    assert page.context.cookies() == []
    page.go_back()
    assert "A secret thing" not in page.content()
    page.goto(f"{site.address}/reply/")
    assert "A secret thing" not in page.content()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_pressed_is_large_enough(site, browser, width):
    page, _ = browsing.open_context(browser, viewport={"width": width, "height": 900})
    come_in(page, site, report(site))
    page.get_by_role("button", name="Stop using my contact details").click()
    page.get_by_role("heading", name="Do you want us to stop").wait_for()

    for name in ("Back", "Exit this page"):
        box = page.get_by_role("button", name=name).first.bounding_box()
        assert min(box["width"], box["height"]) >= 43.9, (name, box)
