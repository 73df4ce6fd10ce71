"""Every page of both sites, opened by its owner: once wide and light, once narrow and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.accounts.permissions import MAY
from symphony.web.permissions import OPEN_TO_ALL
from tests.journeys.people import STAFF, Officer, Visitor, make_accounts
from tests.small_unit import SITES, SmallUnit, addresses
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
WIDE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}
# Who opens a page: the first of these whose role may.
OWNERS = ("investigator", "safeguarding", "supervisor", "press", "auditor", "administrator", "desk")


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide, light", "narrow, dark"])
def test_everybody_can_use_every_page(live_sites, fresh_database, browser, tmp_path, screen):
    make_accounts()
    unit = SmallUnit(tmp_path)
    visitors = Visitors(browser, live_sites, screen)
    faults, opened = {}, 0
    for site in SITES:
        for route, needs in addresses(site).items():
            visitor = visitors.for_page(site, route, needs)
            # A way out leads away from the site, and the alert line is a piece of every page: their
            # own tests follow them.
            if route.startswith("health/") or route.endswith(("leave/", "alerts/line/")):
                continue
            if not opens(visitor, unit.address(route)):
                continue
            opened += 1
            if found := faults_of(visitor, screen["viewport"]["width"]):
                faults[site, route] = found

    assert faults == {}
    assert opened > 60


def opens(visitor, address):
    """Open the page; an address that only takes forms, counts, or gives a file, has none."""
    answer = visitor.page.request.get(visitor.site + address)
    is_page = answer.status == 200 and answer.headers["content-type"].startswith("text/html")
    if is_page:
        visitor.page.goto(visitor.site + address)
    assert answer.status in (200, 204, 405), (address, answer.status)
    return is_page


def faults_of(visitor, width):
    """Return what keeps somebody from using the page, and what the browser complained of."""
    page = visitor.page
    found = Axe().run(page, options=WCAG).response["violations"]
    faults = [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        faults.append(("scrolls sideways", wide))
    if (count := page.locator("h1").count()) != 1:
        faults.append(("h1", count))
    if not page.title().endswith(" – Symphony"):
        faults.append(("title", page.title()))
    faults += visitor.complaints
    visitor.complaints.clear()
    return faults


class Visitors:
    """Who opens the pages: each signed in when first asked for."""

    def __init__(self, browser, sites, screen):
        self.browser, self.sites, self.screen = browser, sites, screen
        self.public = Visitor(browser, sites.public, **screen)
        self.nobody = Visitor(browser, sites.staff, **screen)
        self.officers = {}

    def for_page(self, site, route, needs):
        if site == "public":
            return self.public
        if needs == OPEN_TO_ALL:
            return self.nobody
        if route.startswith("staff/referrals/"):
            return self.officer("desk")
        return self.officer(next(who for who in OWNERS if needs in MAY[STAFF[who][1]]))

    def officer(self, who):
        if who not in self.officers:
            self.officers[who] = Officer(self.browser, self.sites.staff, who, **self.screen)
        return self.officers[who]
