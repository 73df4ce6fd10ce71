"""An administrator keeps a contact right, by keyboard; readers without scripts see it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.people import Officer, Visitor, make_accounts
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


@pytest.mark.parametrize("width", [320, 1280])
def test_a_wrong_number_is_put_right_and_shown(live_sites, fresh_database, browser, width):
    make_accounts()
    screen = {"viewport": {"width": width, "height": 900}}
    officer = Officer(browser, live_sites.staff, "administrator", **screen)
    page = officer.page

    page.goto(f"{live_sites.staff}/staff/")
    page.get_by_role("link", name="Open the contacts").press("Enter")
    assert faults(page, width) == []
    page.get_by_role("link", name="Childline").press("Enter")
    assert faults(page, width) == []
    page.get_by_label("Telephone number").fill("0800 1112")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save the contact").press("Enter")
    page.get_by_role("link", name="Try the new number or address and select yes").wait_for()
    assert page.title().startswith("Error: ")
    assert faults(page, width) == []
    assert page.get_by_label("Telephone number").input_value() == "0800 1112"
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save the contact").press("Enter")
    page.get_by_text("Childline is changed on every page that shows it").wait_for()

    page.get_by_role("button", name="CEOP Safety Centre").press("Enter")
    page.get_by_text("CEOP Safety Centre is marked as checked today.").wait_for()
    assert faults(page, width) == []

    reader = Visitor(browser, live_sites.public, script=False, **screen)
    reader.page.goto(f"{live_sites.public}/help/under-18/")
    assert reader.page.get_by_role("link", name="0800 1112").count() == 2
