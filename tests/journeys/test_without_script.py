"""The main acts with JavaScript off: reporting, deciding, recording what was done for a child."""

import pytest

from symphony.letterbox.models import Submission
from symphony.safeguarding.models import SafeguardingAction
from symphony.triage.models import Decision
from tests.journeys.people import Officer, Visitor, an_hour_ago, make_accounts
from tests.journeys.reporting import report
from tests.small_unit import SmallUnit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def unit(live_sites, fresh_database, tmp_path):
    make_accounts()
    return SmallUnit(tmp_path)


def test_the_main_acts_need_no_script(unit, live_sites, browser):
    reader = Visitor(browser, live_sites.public, script=False)
    reported = report(reader, "Somebody asks for pictures.", danger_now="not_sure")
    assert Submission.objects.filter(reference=reported).exists()

    _decide(Officer(browser, live_sites.staff, "desk", script=False), unit)
    decision = Decision.objects.get(referral__reference=unit.waiting)
    assert (decision.path, decision.decided_by.name) == ("prevent", "Asha Rao")

    _record_action(Officer(browser, live_sites.staff, "safeguarding", script=False), unit)
    action = SafeguardingAction.objects.get(agency="Example school")
    assert action.child.person.reference == unit.child


def _decide(desk, unit):
    desk.press("Acknowledge").sees(f"You acknowledged the alert about {unit.waiting}")
    desk.open("/staff/referrals/queue/").press("Take next referral").press("Decide", exact=True)
    desk.press("Record decision", exact=True).sees("There is a problem")
    desk.choose("How urgent is it?", "Low").choose("Which path does it take?", "Prevent")
    desk.fill("Why?", "They ask for help for themselves.")
    desk.fill("Why do you differ", "No child is in contact with them.")
    desk.press("Record decision", exact=True).sees("Decision recorded on")


def _record_action(officer, unit):
    officer.open("/staff/children/").follow(unit.child).press("Record an action")
    officer.choose("What was done?", "School told").at("When?", an_hour_ago())
    officer.fill("Who did it, which agency?", "Example school").choose("Result", "Completed")
    officer.press("Record action").sees(f"Recorded on {unit.child}")
