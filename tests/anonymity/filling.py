"""Filling in the form in a browser, knowing its pages only by what they ask."""

import contextlib
import re

from playwright.sync_api import Error

REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}")
# A page goes on with its green button.
ONWARD = "main form button.govuk-button:visible:not(.govuk-button--secondary)"


def send(page, narrative, *, seen=lambda: None, **answers):
    """Go from the first page to the confirmation, anonymously; return the reference."""
    answers = {"door": "worried", "identity": "anonymous", "come_back": "yes"} | answers
    for _ in range(60):
        seen()
        text = page.locator("main").inner_text()
        if "We have your report" in text:
            return REFERENCE.search(text)[0]
        _fill(page, narrative, answers)
        page.locator(ONWARD).first.click()
        _wait_for_another(page, text)
    raise AssertionError(f"It never ended; the last page was: {text[:600]}")


def _wait_for_another(page, text):
    for _ in range(100):
        # Between two pages there is none.
        with contextlib.suppress(Error):
            if page.locator("main").inner_text(timeout=200) != text:
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"It stays at: {text[:600]}")


def _fill(page, narrative, answers):
    names = page.evaluate(
        "[...new Set([...document.querySelectorAll('main form input[type=radio]')]"
        ".map(one => one.name))]"
    )
    for name in names:
        radios = page.locator(f'main input[type=radio][name="{name}"]')
        offered = [one.get_attribute("value") for one in radios.all()]
        wanted = answers.get(name, "no")
        place = offered.index(wanted) if wanted in offered else len(offered) - 1
        radios.nth(place).check(force=True)
    boxes = page.locator("main form input[type=checkbox]")
    if boxes.count():
        boxes.first.check(force=True)
    text = page.locator('main form textarea[name="narrative"]')
    if text.count():
        text.fill(narrative)
