"""The public site in a browser: with and without scripts, wide and narrow, by keyboard."""

import shutil
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.live import CHROMIUM, CHROMIUM_FLAGS
from tests.public import browsing

pytestmark = pytest.mark.slow

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SEND = "Send my report"


def every_page(page, site):
    """Go through every page of the site, each in the states it can have."""
    for path in ("/", "/help/", "/news/", f"/news/{site.slug}/", "/report/", "/no-such-page/"):
        page.goto(site.address + path)
        yield path
    page.goto(f"{site.address}/report/")
    page.get_by_role("button", name=SEND).click()
    yield "report with errors"
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("Tell us what you know").fill("A test.")
    page.get_by_role("button", name=SEND).click()
    yield "report received"
    page.goto(f"{site.address}/news/{site.slug}/")
    page.get_by_role("button", name="Send rating").click()
    yield "rating with errors"
    page.get_by_label("Very useful").check()
    page.get_by_role("button", name="Send rating").click()
    yield "rated"


@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_every_page(site, browser, tmp_path, width):
    page, complaints = browsing.open_context(
        browser, viewport={"width": width, "height": 900}, color_scheme="dark"
    )
    sources = {}

    for number, name in enumerate(every_page(page, site)):
        found = Axe().run(page, options=WCAG).response
        faults = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]]
        assert (name, faults) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.get_by_text("Demonstration: synthetic data.").is_visible(), name
        assert page.locator("h1").count() == 1, name
        sources[f"page-{number}"] = page.request.get(page.url).text()

    assert complaints == []
    assert page.context.cookies() == []
    if shutil.which("node") and browsing.CHECKER.exists():
        assert browsing.markup_faults(tmp_path, sources) == ""


def test_a_report_without_scripts_is_stored_once_however_often_it_is_sent(site, browser):
    page, _ = browsing.open_context(browser, java_script_enabled=False)
    page.goto(site.address)
    page.get_by_role("main").get_by_role("button", name="Report a concern").click()
    page.get_by_label("I am not sure").first.check()
    page.get_by_label("Tell us what you know").fill("Somebody asks for pictures.\nTwice.")
    page.get_by_label("User name").first.fill("orchard_52")
    page.get_by_role("button", name=SEND).click()
    reference = page.locator(".sy-reference").inner_text()

    page.reload()

    assert page.locator(".sy-reference").inner_text() == reference
    assert page.url == f"{site.address}/report/"
    stored = [one for one in site.submissions() if one[0] == reference]
    ((_, danger_now, answers),) = stored
    assert danger_now is None
    assert answers["narrative"] == "Somebody asks for pictures.\nTwice."


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_after_sending_shows_no_answer(site, browser, scripts):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    page.goto(f"{site.address}/report/")
    page.get_by_label("No", exact=True).first.check()
    page.get_by_label("Tell us what you know").fill("A secret thing")
    page.get_by_role("button", name=SEND).click()
    page.get_by_text("We have your report").wait_for()

    page.go_back()

    assert page.get_by_label("Tell us what you know").input_value() == ""
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize("leaves", ["press", "press without scripts", "three shifts"])
def test_the_way_out_leads_to_the_neutral_site_and_back_shows_no_answer(site, browser, leaves):
    page, _ = browsing.open_context(browser, java_script_enabled="without" not in leaves)
    heard = []

    def neutral(route):
        heard.append(route.request.headers.get("referer", ""))
        route.fulfill(body="<title>Weather</title>", content_type="text/html")

    page.route(settings.EXIT_URL, neutral)
    page.goto(f"{site.address}/report/")
    page.get_by_label("Tell us what you know").fill("A secret thing")

    if leaves == "three shifts":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(settings.EXIT_URL)

    assert heard == [""]
    page.go_back()
    assert "A secret thing" not in page.content()
    if page.url.startswith(site.address):
        assert page.get_by_label("Tell us what you know").input_value() == ""


def test_a_wrong_form_takes_the_focus_to_what_is_wrong(site, browser):
    page, _ = browsing.open_context(browser)
    page.goto(f"{site.address}/report/")
    page.get_by_label("What do you know about the child?").fill("About 11")
    page.get_by_role("button", name=SEND).click()

    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    page.get_by_role("link", name="Enter what you know, even if it is one sentence").click()
    assert page.evaluate("document.activeElement.name") == "narrative"
    assert page.get_by_label("What do you know about the child?").input_value() == "About 11"


def test_what_is_typed_is_counted_and_never_cut_off(site, browser):
    page, _ = browsing.open_context(browser)
    page.goto(f"{site.address}/report/")
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("Tell us what you know").fill("x" * 10_001)
    assert page.get_by_text("You have 1 character too many").first.is_visible()

    page.get_by_role("button", name=SEND).click()

    page.get_by_role("link", name="What you know must be 10,000 characters or fewer").wait_for()
    assert len(page.get_by_label("Tell us what you know").input_value()) == 10_001


def test_being_not_sure_takes_back_the_other_ticks(site, browser):
    page, _ = browsing.open_context(browser)
    page.goto(f"{site.address}/report/")
    page.get_by_label("Game", exact=True).check()
    page.get_by_role("group", name="Where did it happen?").get_by_label("I am not sure").check()

    assert not page.get_by_label("Game", exact=True).is_checked()


@pytest.mark.parametrize("width", [320, 1280])
def test_by_keyboard_every_stop_can_be_seen(site, browser, width):
    """WCAG 2.2, 2.4.11: the way out stays on the screen and covers nothing that has the focus."""
    page, _ = browsing.open_context(browser, viewport={"width": width, "height": 600})
    page.goto(f"{site.address}/report/")
    stops = []

    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const it = document.activeElement
              const box = it.getBoundingClientRect()
              // The middle of what is on the screen: a tall box may go on below it.
              const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
              const top = document.elementFromPoint(box.left + box.width / 2, (above + below) / 2)
              const label = it.labels?.[0]
              return {
                name: it.name || it.textContent.trim(),
                end: it === document.body,
                seen: top !== null && (it.contains(top) || top.contains(it) || label === top),
              }
            }"""
        )
        if stop["end"]:
            break
        stops.append(stop)

    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert {"danger_now", "narrative", "child", SEND} <= {stop["name"] for stop in stops}


def test_the_browsers_own_history_tells_nothing_of_a_report(site, playwright, tmp_path):
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=CHROMIUM_FLAGS
    )
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("main").get_by_role("button", name="Report a concern").click()
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("Tell us what you know").fill("A secret thing")
    page.get_by_role("button", name=SEND).click()
    page.get_by_text("We have your report").wait_for()
    context.close()

    history = sqlite3.connect(tmp_path / "Default" / "History")
    seen = set(history.execute("SELECT url, title FROM urls").fetchall())
    history.close()

    assert {url for url, _ in seen} == {f"{site.address}/", f"{site.address}/report/"}
    assert {title for _, title in seen} == {"Report a concern – Symphony"}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_answers_and_the_way_out_are_large_enough_for_a_thumb(site, browser, width):
    page, _ = browsing.open_context(browser, viewport={"width": width, "height": 900})
    page.goto(f"{site.address}/report/")

    targets = page.locator(".govuk-exit-this-page__button, input[type=radio], input[type=checkbox]")
    sizes = [box.bounding_box() for box in targets.all()]

    assert len(sizes) > 20
    assert [size for size in sizes if size["width"] < 44 or size["height"] < 44] == []
