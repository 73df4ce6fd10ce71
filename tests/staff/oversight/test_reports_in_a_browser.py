"""Both reports and their lists in a browser, wide and light, narrow and dark, without script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.core.clock import now
from tests import make
from tests.journeys.people import Officer, make_accounts
from tests.triage.decided import again, decided, received
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SCREENS = [(1280, "light"), (320, "dark")]


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


def some_work():
    """Two areas of twelve, with decisions that keep, raise and lower a band, and a second one."""
    at, officer = now() - timedelta(days=2), make.referral_officer()
    for number in range(24):
        one = received("high", area=f"Town of {'north' if number % 2 else 'south'}", received_at=at)
        band = ("high", "very_high", "low")[number % 3]
        made = decided("high", band, referral=one, by=officer, at=at + timedelta(hours=3))
    again(made, "medium", by=make.referral_officer())


@pytest.mark.parametrize(("width", "colours"), SCREENS)
def test_a_supervisor_follows_numbers_to_their_lists(
    live_sites, fresh_database, browser, width, colours
):
    make_accounts()
    some_work()
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": colours}
    page = Officer(browser, live_sites.staff, "supervisor", **screen).page

    page.goto(f"{live_sites.staff}/staff/oversight/agreement/")
    page.get_by_role("img", name="Share of suggested bands kept").wait_for()
    assert faults(page, width) == []
    page.get_by_role("link", name="8 suggested high, decided low").press("Enter")
    page.get_by_role("heading", name="Decisions: suggested high, decided low").wait_for()
    assert faults(page, width) == []

    page.goto(f"{live_sites.staff}/staff/oversight/fairness/?by=area")
    assert page.get_by_role("img").count() == 2
    assert faults(page, width) == []
    page.get_by_role("link", name="12 Town of north, suggested high").press("Enter")
    page.get_by_role("heading", name="Referrals: Town of north, suggested high").wait_for()
    assert faults(page, width) == []
