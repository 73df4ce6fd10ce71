"""The public site in a browser: with and without scripts, wide and narrow, by keyboard."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.public import browsing
from tests.wcag import WCAG

pytestmark = pytest.mark.slow


def every_page(page, site):
    """Go through the pages of the site, each in the states it can have.

    The form behind its first page, help and the way back to a report have tests of their own.
    """
    for path in ("/", "/help/", "/news/", f"/news/{site.slug}/", "/report/", "/no-such-page/"):
        page.goto(site.address + path)
        yield path
    page.goto(f"{site.address}/report/")
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_text("There is a problem").wait_for()
    yield "report with errors"
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
