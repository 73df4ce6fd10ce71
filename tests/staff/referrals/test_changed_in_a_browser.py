"""From "band may have changed" to a new decision, in a browser: wide and light, narrow and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.accounts.models import User
from symphony.core.clock import real_now
from symphony.safeguarding import services as safeguarding
from symphony.triage import queries
from tests import make
from tests.journeys.people import Officer, make_accounts, number
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def person(who):
    return User.objects.get(staff_number=number(who))


def faults(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > 0 else [])


def case_with_a_new_child():
    """A case of an account, in which somebody has found a child of nine since it was decided."""
    worker = person("investigator")
    case = make.case(people=[make.reported_user(age=34, age_stated="34")], team=worker.team)
    safeguarding.add_child_to_case(
        case=case,
        values=[("name", "Ada Example"), ("age", "9")],
        identified=True,
        how_found="Her school named her.",
        by=worker,
        at=real_now(),
    )
    return case


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_an_owner_sees_it_and_an_officer_looks_again_and_changes_the_decision(
    live_sites, fresh_database, browser, width, scheme
):
    make_accounts()
    case = case_with_a_new_child()
    referral = case.case_referrals.get().referral
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}

    owner = Officer(browser, live_sites.staff, "investigator", **screen)
    owner.open(f"/staff/cases/{case.reference}/")
    alert = owner.page.get_by_role("region", name="warning: band may have changed")
    assert "a child was added to the case" in alert.inner_text()
    assert faults(owner.page) == []
    alert.get_by_role("link", name="Look again").click()
    owner.sees("Whoever decides on referrals looks at this")
    assert "Ada" not in owner.page.locator("main").inner_text()
    assert faults(owner.page) == []

    officer = Officer(browser, live_sites.staff, "desk", **screen)
    page = officer.open("/staff/").page
    officer.follow("1 band may have changed")
    assert faults(page) == []
    officer.follow(referral.reference)
    officer.press("Keep the decision")
    officer.sees("Enter why the decision stands")
    assert faults(page) == []
    officer.press("Change the decision")
    assert faults(page) == []
    officer.choose("How urgent is it?", "High")
    officer.choose("Which path", "Prevent")
    officer.fill("Why?", "It is known which child it is.")
    page.get_by_label("Why do you differ from the suggestion?").fill("It is asked for.")
    officer.press("Record the new decision")
    officer.sees(f"Close case {case.reference} first")
    assert page.title().startswith("Error: ")
    assert faults(page) == []
    officer.choose("Which path", "Investigate")
    officer.press("Record the new decision")
    officer.sees(f"Case {case.reference} has it")
    assert faults(page) == []
    assert queries.current_decision(referral).band == "high"

    owner.open(f"/staff/cases/{case.reference}/")
    owner.sees_nothing_of("Band may have changed")
    assert "High" in owner.page.locator(".moj-identity-bar").inner_text()
    officer.open("/staff/referrals/changed/")
    officer.sees("Nothing was learnt that would change a band or a path.")
    assert faults(page) == []
