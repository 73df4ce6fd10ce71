"""The queue with and without script: no reload, shortcuts, focus, what is new; narrow and wide."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.accounts.models import User
from symphony.core.clock import real_now
from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import Decision
from tests import make
from tests.journeys.people import Officer, make_accounts, number
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
QUEUE = "/staff/referrals/queue/"
MARK = "window.stillHere = (window.stillHere || 0) + 1"


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


def person(who):
    return User.objects.get(staff_number=number(who))


def turn_shortcuts_on(who):
    User.objects.filter(staff_number=number(who)).update(shortcuts=True)


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim()")


def test_the_next_one_is_taken_without_a_reload_and_given_back(live_sites, fresh_database, browser):
    make_accounts()
    first, second = make.referral(danger_now=True), make.referral()
    officer = Officer(browser, live_sites.staff, "desk")
    page = officer.open(QUEUE).page
    page.evaluate(MARK)

    page.get_by_role("button", name="Take next referral").click()
    page.get_by_role("heading", name=f"{first.reference}: reading").wait_for()
    assert page.url == f"{live_sites.staff}/staff/referrals/{first.reference}/"
    assert first.reference in page.title()
    assert focused(page) == f"{first.reference}: reading"
    assert page.evaluate("window.stillHere") == 1
    assert queries.entry(first).holder == person("desk")

    # Decided, and the next one taken, in the same page.
    page.get_by_role("link", name="Decide", exact=True).or_(
        page.get_by_role("button", name="Decide", exact=True)
    ).first.click()
    officer.choose("How urgent is it?", "Very high")
    page.evaluate(MARK)
    page.get_by_role("button", name="Record and take next").click()
    page.locator("main .govuk-error-summary").wait_for()
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert page.title().startswith("Error: ")
    assert page.url.endswith("/decide/")
    officer.choose("Which path", "Prevent")
    officer.fill("Why?", "Worried about somebody else's behaviour.")
    page.get_by_label("Why do you differ from the suggestion?").fill("The caller says more.")
    page.get_by_role("button", name="Record and take next").click()
    page.get_by_role("heading", name=f"{second.reference}: reading").wait_for()
    assert page.evaluate("window.stillHere") == 1
    assert Decision.objects.get().referral == first
    assert page.get_by_text(f"Decision recorded on {first.reference}").is_visible()

    # Undo, in the alert.
    page.locator(".sy-alerts").get_by_role("button", name="Hand back").click()
    page.get_by_text(f"{second.reference} is back in the queue.").wait_for()
    assert queries.entry(second).holder is None
    # Back shows the page before as it is now, and no old one.
    page.go_back()
    page.get_by_role("heading", name=f"{second.reference}: reading").wait_for()
    assert page.get_by_text("Nobody holds it").is_visible()
    assert officer.complaints == []


def test_a_network_that_fails_keeps_the_page_and_says_so(live_sites, fresh_database, browser):
    make_accounts()
    make.referral()
    officer = Officer(browser, live_sites.staff, "desk")
    page = officer.open(QUEUE).page
    page.route("**/take-next/", lambda route: route.abort())

    page.get_by_role("button", name="Take next referral").click()

    page.get_by_text("We could not reach the site").wait_for()
    page.unroute("**/take-next/")
    page.wait_for_timeout(1100)  # a second press within a second counts as one
    page.get_by_role("button", name="Take next referral").click()
    page.get_by_text("for the next 30 minutes").wait_for()


def test_without_script_everything_is_there(live_sites, fresh_database, browser):
    make_accounts()
    referral, other = make.referral(danger_now=True), make.referral()
    plain = Officer(browser, live_sites.staff, "supervisor", script=False)
    page = plain.open(f"{QUEUE}?view=all").page
    assert page.get_by_role("link", name="Look for new ones").is_visible()

    page.get_by_label("View").select_option("Runs out in 24 hours")
    plain.press("Show", exact=True)
    assert "only=soon" in page.url
    page.get_by_role("link", name="Clear all filters").click()
    page.get_by_label(f"Select {other.reference}").check()
    plain.press("Assign", exact=True)
    plain.sees("Assign 1 referral").select("Who takes them?", "Asha Rao")
    plain.press("Assign to this officer").sees("1 assigned to Asha Rao.")
    assert queries.entry(other).holder == person("desk")
    plain.follow("Show", exact=True).sees("1 assigned")
    plain.press("Undo").sees("1 assignment is taken back.")
    assert queries.entry(other).holder is None
    plain.press("Take next referral").sees(f"{referral.reference}: reading")


def test_shortcuts_are_off_until_turned_on_and_never_work_in_a_field(
    live_sites, fresh_database, browser
):
    make_accounts()
    first, second = make.referral(danger_now=True), make.referral()
    officer = Officer(browser, live_sites.staff, "desk")
    page = officer.open(QUEUE).page
    for key in "jnd?/m":
        page.keyboard.press(key)
    assert page.url.endswith(QUEUE)
    assert focused(page) != first.reference
    assert queries.entry(first).holder is None

    officer.open("/staff/me/")
    page.get_by_role("button", name="Turn shortcuts on").press("Enter")
    page.get_by_text("Keyboard shortcuts are on.").wait_for()
    officer.open(QUEUE)
    page.evaluate(MARK)
    page.keyboard.press("j")
    assert focused(page) == first.reference
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == second.reference
    page.keyboard.press("k")
    assert focused(page) == first.reference
    for other in ("Control+j", "Alt+n"):
        page.keyboard.press(other)
    assert focused(page) == first.reference

    page.keyboard.press("/")
    search = page.get_by_label("Search", exact=True)
    page.keyboard.type("njd?")
    assert search.input_value() == "njd?"
    assert queries.entry(first).holder is None
    search.blur()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.wait_for()
    assert faults(page, 1280) == []
    page.keyboard.press("n")  # nothing behind the list acts
    assert queries.entry(first).holder is None
    page.keyboard.press("Escape")
    assert not dialog.is_visible()

    page.keyboard.press("n")
    page.get_by_role("heading", name=f"{first.reference}: reading").wait_for()
    assert page.evaluate("window.stillHere") == 1
    # Once more, from a page that was put in place of another.
    page.keyboard.press("n")
    page.get_by_role("heading", name=f"{second.reference}: reading").wait_for()
    assert queries.entry(second).holder == person("desk")
    page.keyboard.press("d")
    page.wait_for_url(f"**/{second.reference}/decide/")
    page.keyboard.press("m")
    page.wait_for_url("**/queue/?view=mine")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"{first.reference}: reading").wait_for()
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_url(f"**/{first.reference}/decide/")
    assert officer.complaints == []


def test_ctrl_and_enter_saves_a_form_for_everybody(live_sites, fresh_database, browser):
    make_accounts()
    referral, officer_of = make.referral(), "desk"
    officer = Officer(browser, live_sites.staff, officer_of)
    triage.hold(referral=referral, by=person(officer_of), at=real_now())
    page = officer.open(f"/staff/referrals/{referral.reference}/hand-over/").page
    officer.select("Who takes it?", "Ben Ames")
    page.get_by_label("Why, and what must they know?").fill("My shift ends.")

    page.keyboard.press("Control+Enter")

    page.get_by_text(f"Ben Ames has {referral.reference} now.").wait_for()
    assert queries.entry(referral).holder == person("second")
    theirs = Officer(browser, live_sites.staff, "second").page
    assert theirs.get_by_text("Yours").first.is_visible()
    theirs.goto(f"/staff/referrals/{referral.reference}/")
    assert theirs.get_by_text("Asha Rao gave it to you: My shift ends.").is_visible()


def test_what_is_new_is_said_in_its_place_and_moves_nothing(live_sites, fresh_database, browser):
    make_accounts()
    referral = make.referral()
    officer = Officer(browser, live_sites.staff, "desk")
    page = officer.page
    page.clock.install()
    officer.open(QUEUE)
    row = page.get_by_role("link", name=referral.reference).first
    before, asked = row.bounding_box(), []
    page.on("request", lambda sent: asked.append(sent.url) if "arrivals" in sent.url else None)

    make.referral(danger_now=True)
    page.clock.fast_forward(31_000)
    line = page.get_by_text("1 new since you opened this. Show it")
    line.wait_for()
    assert row.bounding_box() == before
    assert page.locator("tbody tr").count() == 1
    # No person and no reference in the address.
    assert not re.search(r"R-[0-9A-Z]{4}", asked[0])
    page.get_by_role("link", name="Show it").click()
    page.wait_for_load_state()
    assert page.locator("tbody tr").count() == 2


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_of_it_can_be_used_wide_and_narrow(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    turn_shortcuts_on("supervisor")
    make.referral(danger_now=True, people=[make.stated_child()])
    held = make.referral()
    triage.hold(referral=held, by=person("desk"), at=real_now())
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    officer = Officer(browser, live_sites.staff, "supervisor", **screen)
    page = officer.open(f"{QUEUE}?view=all&only=unread").page
    page.locator("summary").first.click()
    assert faults(page, width) == []
    page.get_by_role("button", name="Assign all 2 that match").press("Enter")
    page.get_by_role("heading", name="What will be skipped").wait_for()
    assert page.get_by_text("Asha Rao is working on it").is_visible()
    assert faults(page, width) == []
    page.get_by_role("button", name="Assign to this officer").press("Enter")
    page.get_by_role("link", name="Select who takes them").wait_for()
    assert faults(page, width) == []
    officer.select("Who takes them?", "Ben Ames")
    page.get_by_role("button", name="Assign to this officer").press("Enter")
    page.get_by_text("1 assigned to Ben Ames, 1 skipped.").wait_for()
    assert faults(page, width) == []
    for address in (f"{QUEUE}assigned/", f"{QUEUE}views/?view=all&band=high", "/staff/me/"):
        officer.open(address)
        assert faults(page, width) == []
    assert officer.complaints == []
