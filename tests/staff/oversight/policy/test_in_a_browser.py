"""From a draft to the next referral: two supervisors in a browser, with a mistake on the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.accounts import services as accounts
from symphony.accounts.models import Team
from symphony.accounts.permissions import Role
from symphony.core.clock import now, real_now
from symphony.core.notices import work_waits
from symphony.triage import policy
from symphony.triage.models import Assessment, PolicyTask, PolicyVersion, QueueEntry
from symphony.triage.policy import loading
from tests import make
from tests.cli.running import wait_until
from tests.journeys.people import PASSWORD, Officer, make_accounts, number
from tests.staff.oversight.policy.drafting import FILES, changed, drafted, tried
from tests.wcag import WCAG

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def faults(officer, width):
    page = officer.page
    found = Axe().run(page, options=WCAG).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return (
        [(fault["id"], [node["target"] for node in fault["nodes"]][:3]) for fault in found]
        + (["too wide"] if wide > width else [])
        + officer.complaints
    )


def make_second():
    """Give a second supervisor an account; the walk's people have one."""
    return accounts.create_account(
        email="ada.example@example.org",
        name="Ada Example",
        staff_number="7999",
        role=Role.SUPERVISOR,
        team=Team.objects.get(slug="north-team"),
        password=PASSWORD,
        by="system:test",
        at=make.NOON,
        must_change_password=False,
    )


@pytest.mark.parametrize(
    ("width", "script", "colours"), [(1280, True, "light"), (320, False, "dark")]
)
def test_a_rule_is_changed_tried_approved_and_grades(
    live_sites, fresh_database, browser, width, script, colours
):
    make_accounts()
    second = make_second()
    waiting = make.referral()
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": colours}
    officer = Officer(browser, live_sites.staff, "supervisor", script=script, **screen)

    def looked_at():
        return faults(officer, width) if script else []

    officer.open("/staff/oversight/policy/").press("Start a draft from this version")
    assert looked_at() == []
    officer.fill("Name of the new version", "2027-1")
    officer.fill("What will it change", "Nobody has ruled out the household: high")
    officer.press("Start draft").sees("Draft 2027-1 is started.")
    assert looked_at() == []

    officer.follow("Edit rows of What nobody has ruled out yet")
    page = officer.page
    page.get_by_text("Row 2: B-1").click()
    row = page.locator("#row-2")
    row.get_by_label("How urgent it makes it").select_option("high")
    row.get_by_label("Source that is cited").fill("")
    assert looked_at() == []
    officer.fill("What does this change", "The household counts for more")
    officer.press("Save as a new draft").sees("There is a problem")
    officer.sees("Row 2, source: It is empty. Cite what the rule rests on.")
    assert page.title().startswith("Error: ")
    assert row.get_by_label("How urgent it makes it").input_value() == "high"
    if script:
        assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert looked_at() == []
    officer.follow("Row 2, source: It is empty. Cite what the rule rests on.")
    assert page.evaluate("document.activeElement.name") == "r0_10" or not script
    row.get_by_label("Source that is cited").fill("HMICFRS inspection of 5 April 2023")
    officer.press("Save as a new draft").sees("saved as a new draft of 2027-1")
    officer.follow("Show what is different").sees("medium")
    assert looked_at() == []
    page.go_back()

    officer.press("Try against past referrals").sees("1 of 1 would move: 1 up, 0 down")
    officer.sees("Someone else must approve it.")
    assert looked_at() == []
    trial = page.url

    other = Officer(
        browser,
        live_sites.staff,
        "supervisor",
        email=second.email,
        script=script,
        **screen,
    )
    other.page.goto(trial)
    other.press("Go on to approve").sees("Put policy 2027-1 in force?")
    assert not script or faults(other, width) == []
    other.fill("Why do you approve it?", "The inspection found it").press("Put in force")
    other.sees("Policy 2027-1 is in force. It grades from the next referral on.")
    assert not script or faults(other, width) == []

    assert PolicyVersion.objects.get().approved_by == second
    assert PolicyVersion.objects.get().made_by.staff_number == number("supervisor")
    assert Assessment.objects.get(referral=make.referral()).policy_version == "2027-1"

    other.press("Grade the waiting referrals again").sees("1 came out differently")
    latest = Assessment.objects.filter(referral=waiting).latest("assessed_at", "id")
    assert (latest.policy_version, latest.band) == ("2027-1", "high")


def test_long_work_says_how_far_it_is_and_ends_at_its_result(live_sites, fresh_database, browser):
    make_accounts()
    make.referral()
    author = make.supervisor()
    made = drafted(changed("urgency-base.csv", "B-1", band="high"), by=author)
    # As if another worker were at it.
    task = PolicyTask.objects.create(
        kind="trial",
        draft=made,
        asked_by=author,
        asked_at=now(),
        total=400,
        done=40,
        beat_at=real_now(),
    )
    officer = Officer(browser, live_sites.staff, "supervisor")
    officer.open(f"/staff/oversight/policy/tasks/{task.pk}/").sees("40 of 400")
    assert faults(officer, 1280) == []
    PolicyTask.objects.update(done=240)
    officer.sees("240 of 400")
    assert "240 of 400" in officer.page.get_by_role("status").first.text_content()

    # The worker that is there takes it over, and the page goes on to what came of it.
    PolicyTask.objects.update(beat_at=None)
    work_waits("policy")
    officer.page.get_by_role("heading", name="1 of 1 would move").wait_for()
    task.refresh_from_db()
    assert task.trial.considered == 1 and task.ended_at is not None
    assert officer.complaints == []


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (320, "dark")])
def test_a_version_that_cannot_be_read_is_replaced(
    live_sites, fresh_database, browser, width, colours
):
    make_accounts()
    author = make.supervisor()
    trial = tried(drafted(FILES, by=author))
    make.referral()
    # As a release leaves it that has no such word any more.
    files = FILES | {"floors.csv": FILES["floors.csv"].replace(",very_high,", ",highest,")}
    PolicyVersion.objects.create(
        name="2030-1",
        files=files,
        digest=loading.digest({name: text.encode() for name, text in files.items()}),
        trial=trial,
        made_by=author,
        approved_by=make.supervisor(),
        approved_at=make.NOON,
        rationale="Children first",
    )
    waiting = make.referral()
    screen = {"viewport": {"width": width, "height": 900}, "color_scheme": colours}
    officer = Officer(browser, live_sites.staff, "supervisor", **screen)

    officer.open("/staff/oversight/policy/").sees("Policy 2030-1 is in force and cannot be read")
    officer.sees("1 has no band").sees("floors.csv, row 2")
    assert faults(officer, width) == []
    officer.open("/staff/oversight/policy/2030-1/").sees("Policy 2030-1 cannot be read")
    assert faults(officer, width) == []
    officer.press("Start a draft from this version")
    officer.fill("Name of the new version", "2030-2").fill("What will it change", "Its faults")
    officer.press("Start draft").sees("Draft 2030-2 is started.").sees("floors.csv, row 2")
    assert faults(officer, width) == []
    officer.press("Mend its files").fill("Text of floors.csv", FILES["floors.csv"])
    assert faults(officer, width) == []
    officer.fill("What does this change", "The word of today").press("Save as a new draft")
    officer.press("Try against past referrals").sees(f"(1 by {policy.DEFAULT})")
    assert faults(officer, width) == []

    other = Officer(browser, live_sites.staff, "second supervisor", **screen)
    other.page.goto(officer.page.url)
    other.press("Go on to approve").sees(f"(1 by {policy.DEFAULT})")
    assert faults(other, width) == []
    other.fill("Why do you approve it?", "Grading has to go on").press("Put in force")
    other.sees("Policy 2030-2 is in force. It grades from the next referral on.")

    # The worker was woken, and grades what had no grade.
    graded = QueueEntry.objects.filter(referral=waiting, band="medium")
    wait_until(graded.exists, what="it was graded")
