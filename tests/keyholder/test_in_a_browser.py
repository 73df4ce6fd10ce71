"""Opening contact details at the running sites: by keyboard and eye, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.referrals.models import ContactOpening
from tests.journeys.people import Officer, make_accounts
from tests.keyholder.running import DETAILS, REASON, contact
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
WIDE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}


def check(officer, width):
    """Nothing keeps anybody from using the page that is open."""
    page = officer.page
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert officer.complaints == []


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide, light", "narrow, dark"])
def test_an_officer_reads_them_once(live_sites, fresh_database, browser, screen):
    make_accounts()
    long = "ada.example.with.an.address.as.long.as.they.come@department.example.org"
    referral = contact(DETAILS | {"do_not_contact": True, "role": "Teacher", "email": long})
    officer = Officer(browser, live_sites.staff, "desk", **screen)
    width = screen["viewport"]["width"]

    officer.open(f"/staff/referrals/{referral.reference}/")
    check(officer, width)
    officer.press("Open contact details (recorded)")
    check(officer, width)
    officer.press("Open contact details")
    assert officer.page.title().startswith("Error: Contact details")
    check(officer, width)
    officer.fill("Why do you need them?", REASON).press("Open contact details")
    officer.page.get_by_text("Shown once, until you leave this page").wait_for()
    assert DETAILS["phone"] in officer.page.inner_text("main")
    check(officer, width)

    officer.page.reload()
    assert "These contact details were shown once already" in officer.page.inner_text("h1")
    check(officer, width)
    officer.press("Ask again")
    assert REASON in officer.page.inner_text("main")
    check(officer, width)
    assert ContactOpening.objects.get().opened_at


def test_going_back_to_them_shows_nothing(live_sites, fresh_database, browser):
    make_accounts()
    referral = contact()
    officer = Officer(browser, live_sites.staff, "desk", **WIDE)
    officer.open(f"/staff/referrals/{referral.reference}/contact/")
    officer.fill("Why do you need them?", REASON).press("Open contact details")
    officer.page.get_by_text("Shown once, until you leave this page").wait_for()

    officer.follow("Back to the referral")
    officer.page.go_back()
    officer.page.wait_for_load_state()

    assert DETAILS["phone"] not in officer.page.content()
    assert "shown once already" in officer.page.inner_text("h1")
