"""The decide page in each of its states with axe, and from answer to decision by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.triage import policy, queries, services
from symphony.triage.models import Decision
from tests import make, samples
from tests.journeys.people import Officer, make_accounts
from tests.letterbox import coming_back
from tests.staff.referrals import imported
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SCREENS = [(1280, "light"), (320, "dark")]


def faults(page, width):
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [fault["id"] for fault in found] + (["too wide"] if wide > width else [])


def every_state(tmp_path, monkeypatch):
    """Return a referral in each state that the page can be in."""
    cybertipline = imported.referral(tmp_path / "in", {"a.xml": samples.REPORT.encode()})
    answered = make.referral(people=[make.stated_child()])
    services.answer_facts(
        referral=answered,
        answers={"lives_with_children": "yes", "coercion": "no", "distress": "not_known"},
        by=make.referral_officer(),
        at=make.NOON,
    )
    services.record_outside(
        referral=answered,
        instrument="KIRAT",
        version="v2",
        band="high",
        assessor="A. Example",
        assessed_on=make.NOON.date(),
        by=make.referral_officer(),
        at=make.NOON,
    )

    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        not_graded = make.referral()
    return {
        "public": coming_back.answered(),
        "cybertipline": cybertipline.reference,
        "not graded": not_graded.reference,
        "first": make.referral(danger_now=True, self_harm=True).reference,
        "answered": answered.reference,
    }


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_it_can_be_used_in_every_state(
    live_sites, fresh_database, browser, tmp_path, monkeypatch, width, scheme
):
    make_accounts()
    states = every_state(tmp_path, monkeypatch)
    screen = {"viewport": {"width": width, "height": 720}, "color_scheme": scheme}
    officer = Officer(browser, live_sites.staff, "desk", **screen)
    page, found = officer.page, {}
    for state, reference in states.items():
        for place in ("decide", "suggestion", "outside"):
            page.goto(f"{live_sites.staff}/staff/referrals/{reference}/{place}/")
            page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
            if wrong := faults(page, width):
                found[state, place] = wrong
    assert found == {}
    assert officer.complaints == []


def test_by_keyboard_from_the_question_to_the_decision(live_sites, fresh_database, browser):
    """Band, path, why and the question are in sight; nothing typed is lost on the way."""
    make_accounts()
    referral = make.referral()
    screen = {"viewport": {"width": 1280, "height": 720}}
    page = Officer(browser, live_sites.staff, "desk", **screen).page
    page.goto(f"{live_sites.staff}/staff/referrals/{referral.reference}/decide/")

    for seen in (
        page.get_by_role("heading", name="Symphony suggests: medium, investigate"),
        page.get_by_role("heading", name="Why medium"),
        page.get_by_role("group", name="Is a child being threatened or blackmailed?"),
        page.get_by_role("button", name="Work out again").first,
    ):
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 720, seen

    page.get_by_label("Why?", exact=True).focus()
    page.keyboard.type("He was asked for money yesterday.")
    page.get_by_role("group", name="Is a child being threatened").get_by_label("Yes").press("Space")
    page.get_by_role("button", name="Work out again").first.press("Enter")
    page.get_by_text("It was medium, investigate").wait_for()
    assert page.evaluate("document.activeElement.id") == "suggestion"
    assert page.get_by_label("Why?", exact=True).input_value() == (
        "He was asked for money yesterday."
    )

    urgent = page.get_by_role("group", name="How urgent is it?")
    urgent.get_by_label("Very high", exact=True).press("Space")
    page.get_by_role("group", name="Which path").get_by_label("Investigate").press("Space")
    page.get_by_label("Which team takes the case?").select_option(label="North team")
    page.get_by_role("button", name="Record decision").press("Enter")
    page.get_by_text(
        f"Decision recorded on {referral.reference}: very high, investigate."
    ).wait_for()
    decision = Decision.objects.get()
    assert decision.assessment == queries.suggestion(referral)
    assert decision.rationale == "He was asked for money yesterday."


def test_without_script_the_answer_opens_at_the_suggestion(live_sites, fresh_database, browser):
    make_accounts()
    referral = make.referral()
    page = Officer(browser, live_sites.staff, "desk", script=False).page
    page.goto(f"{live_sites.staff}/staff/referrals/{referral.reference}/decide/")
    page.get_by_label("Why?", exact=True).fill("An hour of work.")
    page.get_by_role("group", name="Is a child being threatened").get_by_label("Yes").check()
    page.get_by_role("button", name="Work out again").first.press("Enter")
    page.get_by_text("It was medium, investigate").wait_for()

    assert page.url.endswith("/decide/#suggestion")
    assert page.get_by_label("Why?", exact=True).input_value() == "An hour of work."
    assert queries.suggestion(referral).band == "very_high"


def test_print_asks_the_browser_to_print(live_sites, fresh_database, browser):
    make_accounts()
    referral = make.referral()
    page = Officer(browser, live_sites.staff, "desk").page
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(f"{live_sites.staff}/staff/referrals/{referral.reference}/suggestion/")
    page.get_by_role("button", name="Print").press("Enter")
    page.get_by_text("Recorded. Print this page").wait_for()

    assert page.evaluate("window.printed") is True
