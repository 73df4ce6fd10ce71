"""A supervisor mends the alert words by keyboard: light and wide, dark and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.core.clock import now
from symphony.core.ids import uuid7
from symphony.referrals.models import IpEvent
from symphony.triage.models import WordList
from tests import make
from tests.journeys.people import Officer, make_accounts
from tests.staff.oversight.alert_words import WINDOW
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_term_is_added_with_a_mistake_on_the_way(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    marked = make.referral(narrative="He is climbing through her window.", received_at=now())
    IpEvent.objects.create(id=uuid7(), referral=marked, address="192.0.2.1", at_utc=now())
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = Officer(browser, live_sites.staff, "supervisor", **screen).page

    page.goto(f"{live_sites.staff}/staff/oversight/words/")
    assert faults(page, width) == []
    page.get_by_label("Sentence").fill("He says he is meeting her today.")
    page.get_by_role("button", name="Try sentence").press("Enter")
    page.get_by_text("It would alert.").wait_for()
    assert faults(page, width) == []

    page.get_by_role("button", name="Add a term").press("Enter")
    page.get_by_label("Term").fill(WINDOW.term)
    page.get_by_label("Threat").check()
    page.get_by_label("Why does it alert?").fill(WINDOW.why)
    page.get_by_label("A sentence that must alert").fill("Nothing of the kind.")
    page.get_by_label("A sentence near to it that must not alert").fill(WINDOW.false_alarm)
    page.get_by_role("button", name="Show what it would mark").press("Enter")
    page.get_by_text("is not found in its own example").first.wait_for()
    assert page.title().startswith("Error: ")
    assert faults(page, width) == []
    page.get_by_label("A sentence that must alert").fill(WINDOW.example)
    page.get_by_role("button", name="Show what it would mark").press("Enter")
    page.get_by_text("1 of 1 past referrals would be marked: 1 more").wait_for()
    assert faults(page, width) == []
    page.get_by_label("Why is the list changed?").fill("Two reports spoke of it.")
    page.get_by_role("button", name="Save list").press("Enter")
    page.get_by_text("The list is saved.").wait_for()
    assert WordList.objects.get().tried["more"] == 1

    page.goto(f"{live_sites.staff}/staff/oversight/words/lists/{WordList.objects.get().pk}/")
    page.get_by_role("link", name=marked.reference).wait_for()
    assert faults(page, width) == []
    page.goto(f"{live_sites.staff}/staff/referrals/expiring/")
    page.get_by_role("link", name=marked.reference).wait_for()
    assert faults(page, width) == []
