"""Writing to a reporter and keeping doubtful reports apart, by keyboard, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.letterbox.models import TeamMessage
from symphony.triage import queries
from tests import make
from tests.journeys.people import Officer, make_accounts
from tests.letterbox import coming_back
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_an_answer_is_opened_and_a_message_looked_through_and_sent(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    reference = coming_back.answered(danger_now=True, text="He wrote again.\n" + "x" * 200)
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = Officer(browser, live_sites.staff, "desk", **screen).page

    page.goto(f"{live_sites.staff}/staff/referrals/answers/")
    assert faults(page, width) == []
    page.get_by_role("rowheader").get_by_role("link", name=reference).press("Enter")
    page.get_by_role("heading", name=f"{reference}: messages").wait_for()
    assert faults(page, width) == []

    page.get_by_label("Your message").fill("We have a warrant, and the operation is on Friday.")
    page.get_by_role("button", name="Send to the reporter").press("Enter")
    page.get_by_role("heading", name="Look at your message again").wait_for()
    assert page.get_by_role("rowheader", name="warrant").is_visible()
    assert faults(page, width) == []
    page.get_by_role("button", name="Send it all the same").press("Enter")
    page.get_by_role("link", name="Enter why it reveals nothing").wait_for()
    assert page.title().startswith("Error: ")
    assert faults(page, width) == []
    assert not TeamMessage.objects.exists()

    page.get_by_label("Your message").fill("Thank you. Are you safe?")
    page.get_by_role("button", name="Send the changed message").press("Enter")
    page.get_by_text(f"Your message waits for the sender of {reference}.").wait_for()
    assert TeamMessage.objects.get().text == "Thank you. Are you safe?"
    assert faults(page, width) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_doubtful_report_is_moved_to_the_queue(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    referral = make.referral(doubts=["trap", "haste", "flood"])
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = Officer(browser, live_sites.staff, "desk", **screen).page

    page.goto(f"{live_sites.staff}/staff/referrals/queue/")
    page.get_by_role("link", name="1 doubtful report is kept apart").press("Enter")
    page.get_by_role("heading", name="Doubtful reports").wait_for()
    assert faults(page, width) == []
    page.get_by_role("button", name=f"Move to the queue {referral.reference}").press("Enter")
    page.get_by_text(f"{referral.reference} is in the queue.").wait_for()
    assert faults(page, width) == []
    assert not queries.entry(referral).is_doubtful
    page.goto(f"{live_sites.staff}/staff/referrals/doubtful/")
    page.get_by_text("No report is doubtful.").wait_for()
    assert faults(page, width) == []
