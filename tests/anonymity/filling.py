"""Filling in the form in a browser, knowing its pages only by what they ask."""

import contextlib
import re

from playwright.sync_api import Error

REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}")
# A page goes on with its green button.
ONWARD = "main form button.govuk-button:visible:not(.govuk-button--secondary)"


# Beside the button that calls for help, which is a link.
CARRY_ON = "Carry on with the report"
CONFIRMED = "We have your report"


def send(page, narrative, *, seen=lambda: None, **answers):
    """Go from the first page to the confirmation, anonymously; return the reference."""
    text = go_on(page, narrative, until=CONFIRMED, seen=seen, **answers)
    return REFERENCE.search(text)[0]


def go_on(page, narrative, *, until, seen=lambda: None, **answers):
    """Answer page after page until one says these words; return all that it says."""
    answers = {"door": "worried", "identity": "anonymous", "come_back": "yes"} | answers
    for _ in range(60):
        seen()
        text = page.locator("main").inner_text()
        if until in text:
            return text
        _fill(page, narrative, answers)
        page.locator(ONWARD).or_(page.get_by_role("button", name=CARRY_ON)).first.click()
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
    radios = page.locator("main form input[type=radio]").all()
    for name in {one.get_attribute("name") for one in radios}:
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
