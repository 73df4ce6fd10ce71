"""An alert that is raised while somebody reads one page: it comes, stays in sight, and goes."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.accounts.models import User
from symphony.core.clock import real_now
from symphony.triage import services
from symphony.triage.models import Alert
from tests import make
from tests.journeys.people import Officer, make_accounts, number
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
MARK = "window.stillHere = true"
SPOKEN = "document.querySelector('[role=alert][data-alert-said]').textContent"
ASKED = "**/alerts/line/**"
MORE = "1 more alert waits"
# The browser's own patience is not of the clock that a test moves: a twentieth of it is waited.
IMPATIENT = """
const timeout = AbortSignal.timeout
AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 20)
"""
AT_THE_END = "document.activeElement.matches('body, .govuk-skip-link')"
BELOW_THE_LINE = """
!document.activeElement.closest('[data-alert]') &&
document.activeElement.getBoundingClientRect().bottom - 1 >
document.querySelector('[data-alert]').getBoundingClientRect().top
"""


def faults(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > 0 else [])


def reading(browser, sites, **screen):
    """Return an officer who reads a referral far down, with the focus in the search field."""
    referral = make.referral()
    officer = Officer(browser, sites.staff, "desk", **screen)
    officer.page.clock.install()
    page = officer.open(f"/staff/referrals/{referral.reference}/").page
    page.evaluate(MARK)
    page.get_by_role("link", name="History").focus()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    return officer, page


def acknowledge():
    by = User.objects.get(staff_number=number("second"))
    services.acknowledge_alert(alert=Alert.objects.get(acknowledged_at=None), by=by, at=real_now())


def line_of(page):
    return page.get_by_role("region", name="Immediate harm")


def asking(page):
    """Return the list that fills with the addresses of the line that this page asks for."""
    asked = []
    page.on(
        "request", lambda sent: asked.append(sent.url) if "/alerts/line/?" in sent.url else None
    )
    return asked


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_it_comes_without_a_reload_and_says_who_acknowledged_it(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    screen = {"viewport": {"width": width, "height": 700}, "color_scheme": scheme}
    officer, page = reading(browser, live_sites, **screen)
    line = line_of(page)
    assert line.count() == 0

    danger = make.referral(danger_now=True)
    page.clock.fast_forward(31_000)
    line.get_by_role("button", name="Acknowledge").wait_for()
    assert danger.reference in line.inner_text()
    # However far down the page was read.
    assert page.evaluate("window.scrollY") > 0
    box = line.bounding_box()
    assert 695 <= box["y"] + box["height"] <= 700
    assert focused(page) == "History"
    assert danger.reference in page.evaluate(SPOKEN)
    assert faults(page) == []

    # As long as nothing is new, nothing more is spoken; the time goes on.
    page.evaluate("document.querySelector('[data-alert-said]').textContent = ''")
    Alert.objects.update(raised_at=real_now() - timedelta(minutes=11))
    page.clock.fast_forward(31_000)
    line.get_by_text("has waited 11 min").wait_for()
    assert page.evaluate(SPOKEN) == ""

    acknowledge()
    page.clock.fast_forward(31_000)
    line.get_by_text("Ben Ames acknowledged it").wait_for()
    assert line.get_by_role("button").count() == 0
    assert "Ben Ames acknowledged it" in page.evaluate(SPOKEN)
    assert focused(page) == "History"
    assert faults(page) == []
    assert page.evaluate("window.stillHere")
    assert officer.complaints == []


@pytest.mark.parametrize("reach", ["focus", "hover"])
def test_its_button_works_and_is_not_changed_under_the_finger(
    live_sites, fresh_database, browser, reach
):
    make_accounts()
    officer, page = reading(browser, live_sites)
    danger = make.referral(danger_now=True)
    page.clock.fast_forward(31_000)
    button = page.get_by_role("button", name="Acknowledge")
    getattr(button, reach)()
    make.referral(danger_now=True)
    asked = asking(page)
    page.clock.fast_forward(31_000)
    page.wait_for_timeout(500)
    assert asked == []
    assert MORE not in line_of(page).inner_text()

    button.press("Enter")

    page.get_by_text(f"You acknowledged the alert about {danger.reference}").wait_for()
    assert Alert.objects.get(referral=danger).acknowledged_by.staff_number == number("desk")
    assert officer.complaints == []


@pytest.mark.parametrize("reach", ["focus", "hover"])
def test_an_answer_that_was_on_its_way_waits_too(live_sites, fresh_database, browser, reach):
    make_accounts()
    _, page = reading(browser, live_sites)
    make.referral(danger_now=True)
    page.clock.fast_forward(31_000)
    button = page.get_by_role("button", name="Acknowledge")
    button.wait_for()
    make.referral(danger_now=True)
    on_their_way = []
    page.route(ASKED, lambda route: on_their_way.append(route), times=1)
    with page.expect_request(ASKED):
        page.clock.fast_forward(31_000)
    getattr(button, reach)()
    with page.expect_response(ASKED):
        on_their_way[0].continue_()
    page.wait_for_timeout(500)
    assert MORE not in line_of(page).inner_text()

    page.mouse.move(5, 600)
    page.get_by_role("link", name="History").focus()
    page.clock.fast_forward(31_000)

    line_of(page).get_by_text(MORE).wait_for()


def test_one_that_is_never_answered_does_not_end_the_asking(live_sites, fresh_database, browser):
    make_accounts()
    _, page = reading(browser, live_sites)
    page.evaluate(IMPATIENT)
    make.referral(danger_now=True)
    page.route(ASKED, lambda route: None, times=1)
    with page.expect_event("requestfailed", lambda sent: "/alerts/line/" in sent.url, timeout=9000):
        page.clock.fast_forward(31_000)

    page.clock.fast_forward(31_000)

    line_of(page).wait_for()


@pytest.mark.parametrize("width", [1280, 320])
def test_what_takes_the_focus_is_not_below_it(live_sites, fresh_database, browser, width):
    make_accounts()
    _, page = reading(browser, live_sites, viewport={"width": width, "height": 700})
    make.referral(danger_now=True)
    make.referral(danger_now=True)
    Alert.objects.update(raised_at=real_now() - timedelta(minutes=11))
    page.clock.fast_forward(31_000)
    line_of(page).get_by_text(MORE).wait_for()
    page.locator("header a").first.focus()

    seen, hidden = 0, []
    page.keyboard.press("Tab")
    while not page.evaluate(AT_THE_END) and seen < 60:
        seen += 1
        if page.evaluate(BELOW_THE_LINE):
            hidden.append(focused(page))
        page.keyboard.press("Tab")

    assert seen > 15
    assert hidden == []
    # The last line of the page can be read above it, too.
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last = page.get_by_text("OFFICIAL-SENSITIVE").last.bounding_box()
    assert last["y"] + last["height"] <= line_of(page).bounding_box()["y"]


def test_a_tab_that_is_looked_at_again_asks_at_once(live_sites, fresh_database, browser):
    make_accounts()
    _, page = reading(browser, live_sites)
    make.referral(danger_now=True)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    line_of(page).wait_for()


def test_signed_out_it_stops_asking_and_shows_nothing(live_sites, fresh_database, browser):
    make_accounts()
    officer, page = reading(browser, live_sites)
    page.context.clear_cookies()
    make.referral(danger_now=True)
    with page.expect_response(ASKED):
        page.clock.fast_forward(31_000)
    asked = asking(page)

    for _ in range(3):
        page.clock.fast_forward(31_000)
    page.wait_for_timeout(500)

    # The one before was led to the sign-in page, and nobody followed it there again.
    assert asked == []
    assert line_of(page).count() == 0
    assert officer.complaints == []
