"""The start page, the help pages and what is kept, in a browser: wide, narrow, without scripts."""

import re
import shutil
from functools import partial
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.public.help.pages import BY_SLUG
from symphony.public.start import DOORS
from tests.public import browsing
from tests.wcag import WCAG

pytestmark = pytest.mark.slow
ADDRESSES = ["/", "/help/", "/anonymity/", *(f"/help/{slug}/" for slug in BY_SLUG)]
GOAL = 60_000


@pytest.mark.parametrize(("width", "colours"), [(320, "dark"), (1280, "light")])
def test_everybody_can_use_every_page(site, browser, tmp_path, width, colours):
    page, complaints = browsing.open_context(
        browser, viewport={"width": width, "height": 900}, color_scheme=colours
    )
    asked, sources = [], {}
    page.on("request", lambda request: asked.append(request.url))

    for number, address in enumerate(ADDRESSES):
        page.goto(site.address + address)
        found = Axe().run(page, options=WCAG).response
        faults = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]]
        assert (address, faults) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        levels = [int(found) for found in re.findall(r"<h(\d)", page.locator("main").inner_html())]
        assert levels.count(1) == 1 and levels[0] == 1, address
        assert all(b - a <= 1 for a, b in pairwise(levels)), (address, levels)
        sources[f"page-{number}"] = page.request.get(page.url).text()

    assert complaints == []
    assert page.context.cookies() == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site.address).netloc}
    if shutil.which("node") and browsing.CHECKER.exists():
        assert browsing.markup_faults(tmp_path, sources) == ""


def test_the_text_can_be_spaced_out_without_losing_any(site, browser):
    """WCAG 1.4.12, at the width that 400% leaves of a 1280-pixel window."""
    page, _ = browsing.open_context(browser, viewport={"width": 320, "height": 900})
    spacing = (
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
    )

    for address in ADDRESSES:
        page.goto(site.address + address)
        page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
            " document.adoptedStyleSheets = [s] }",
            spacing,
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        cut = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(it =>"
            " getComputedStyle(it).overflow === 'hidden' && it.scrollHeight > it.clientHeight + 1"
            " && !it.className.includes('hidden')).length"
        )
        assert cut == 0, address


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("door", [door for door in DOORS if door.code], ids=lambda door: door.code)
def test_every_door_is_a_button_that_tells_the_form_which_and_the_history_nothing(
    site, browser, door, scripts
):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.post_data or "")))
    page.goto(site.address)
    assert page.context.cookies() == []

    page.get_by_role("button", name=door.words).click()
    page.wait_for_url(f"{site.address}/report/")

    (posted,) = [data for method, data in sent if method == "POST"]
    assert f"door={door.code}" in posted.split("&")


def test_the_fifth_door_leads_to_private_help_first(site, browser):
    page, _ = browsing.open_context(browser, java_script_enabled=False)
    page.goto(site.address)

    page.get_by_role("link", name="I am worried about my own thoughts or behaviour").click()

    assert page.url == f"{site.address}/help/own-behaviour/"
    assert page.context.cookies() == []


def test_by_keyboard_every_stop_can_be_seen(site, browser):
    """WCAG 2.2, 2.4.11: the way out stays on the screen and covers nothing that has the focus."""
    page, _ = browsing.open_context(browser, viewport={"width": 320, "height": 600})
    for address in ("/", "/help/under-18/"):
        page.goto(site.address + address)
        hidden, stops = [], 0
        for _ in range(80):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => {
                  const it = document.activeElement
                  if (it === document.body) return null
                  const box = it.getClientRects()[0]
                  const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
                  const top = document.elementFromPoint(box.left + 4, (above + below) / 2)
                  const seen = top !== null && (it.contains(top) || top.contains(it))
                  return {name: it.textContent.trim(), seen}
                }"""
            )
            if stop is None:
                break
            stops += 1
            hidden += [] if stop["seen"] else [stop["name"]]
        assert stops > 10
        assert hidden == [], address


def test_every_page_is_light(site, browser):
    """What a first view sends over the line, compressed: under 60 kB, goal of the public site."""
    for address in ("/", "/help/", "/help/under-18/", "/anonymity/"):
        page, _ = browsing.open_context(browser)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes = []
        session.on("Network.loadingFinished", partial(_note_size, sizes))
        page.goto(site.address + address, wait_until="networkidle")
        assert len(sizes) >= 3
        assert sum(sizes) < GOAL, (address, sizes)
        page.context.close()


def _note_size(sizes, event):
    sizes.append(event["encodedDataLength"])


def test_on_paper_the_numbers_stand_without_the_buttons(site, browser):
    page, _ = browsing.open_context(browser)
    page.goto(f"{site.address}/help/under-18/")
    page.emulate_media(media="print")

    assert page.get_by_role("link", name="0800 1111").first.is_visible()
    assert not page.get_by_role("button", name="Exit this page").is_visible()
