"""The first part of the walk: what comes in, and what the referral desk makes of it."""

import json
import os
import subprocess
import sys
import time

from symphony.core.grants import OWNER, PUBLIC, STAFF
from symphony.referrals.models import Referral
from tests import samples
from tests.journeys.people import Visitor
from tests.journeys.reporting import report


def import_files(walk):
    """The command reads good files and a broken one; its counts add up."""
    (walk.folder / "100000002").mkdir()
    (walk.folder / "100000002" / "report.xml").write_text(samples.REPORT)
    (walk.folder / "100000002" / "file.xml").write_text(samples.FILE_DETAILS)
    (walk.folder / "100000003.xml").write_bytes(samples.report())
    (walk.folder / "100000004.xml").write_text(samples.REPORT[:400])
    first = {"files": 4, "imported": 2, "known": 0, "supplemented": 1, "quarantined": 1}
    assert _import(walk) == first
    again = {"files": 4, "imported": 0, "known": 4, "supplemented": 0, "quarantined": 0}
    assert _import(walk) == again
    walk.referral = Referral.objects.get(source_reference="100000002").reference
    walk.other = Referral.objects.get(source_reference="100000003").reference


def _import(walk):
    environment = os.environ | {
        "DATABASE_URL": walk.server.url(OWNER, walk.database),
        "SYMPHONY_STAFF_DATABASE_URL": walk.server.url(STAFF, walk.database),
        "SYMPHONY_PUBLIC_DATABASE_URL": walk.server.url(PUBLIC, walk.database),
        "SYMPHONY_HOME": str(walk.sites.logs.parent),
    }
    # The tests' own key belongs to no keyholder; the command takes the home's.
    del environment["SYMPHONY_SEALING_KEY"]
    program = [sys.executable, "-m", "symphony.cli.main", "import", "cybertipline"]
    done = subprocess.run(
        [*program, str(walk.folder), "--json"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def a_member_of_the_public_reports(walk):
    """It is in the queue a moment after the reference is shown."""
    reader = walk.reader = Visitor(walk.browser, walk.sites.public)
    narrative = "Somebody in a game asks my son for pictures."
    walk.told = report(reader, narrative, danger_now="no")
    shown_at = time.monotonic()
    while not Referral.objects.filter(reference=walk.told).exists():
        assert time.monotonic() - shown_at < 10, "the report is not in the queue"
        time.sleep(0.1)
    # The form's own, and of this browser session alone.
    (cookie,) = reader.page.context.cookies()
    assert (cookie["path"], cookie["expires"]) == ("/report/", -1)


def the_alerts_are_acknowledged(walk):
    """What is marked high priority, readable or not, stands on every page until somebody has it."""
    desk = walk.officer("desk").open("/staff/referrals/queue/").sees(walk.told)
    alert = desk.page.get_by_role("region", name="Immediate harm")
    for about in (walk.referral, "Q-"):
        assert about in alert.inner_text()
        alert.get_by_role("button", name="Acknowledge").click()
        desk.sees("You acknowledged the alert about")
    assert alert.count() == 0
    assert desk.open("/staff/referrals/queue/").first_in_list() == walk.referral


def the_desk_accepts(walk):
    """The most urgent is given, read and decided as suggested; it becomes a case."""
    desk = walk.officer("desk").open("/staff/referrals/queue/").press("Take next referral")
    desk.sees(f"{walk.referral}: reading")
    desk.press("Decide", exact=True).sees("Symphony suggests: very high, investigate")
    desk.press("Record decision").sees("There is a problem")
    desk.choose("How urgent is it?", "Very high")
    desk.choose("Which path does it take?", "Investigate")
    desk.select("Which team takes the case?", "North team")
    desk.fill("Why?", "The connections are complete enough to ask the provider.")
    desk.press("Record decision", exact=True)
    walk.case = desk.reference("C")


def the_desk_overrides(walk):
    """Another band and path than suggested needs to say why; no further action, a colleague."""
    desk = walk.officer("desk").open(f"/staff/referrals/{walk.other}/decide/")
    desk.choose("How urgent is it?", "Low")
    desk.choose("Which path does it take?", "No further action")
    desk.fill("Why?", "No account and no child can be found from it.")
    desk.press("Record decision", exact=True).sees("Enter why you differ")
    desk.fill("Why do you differ", "Searched by hand, and nothing was found.")
    desk.press("Record decision", exact=True).sees("It waits for a second person.")


def the_second_person_agrees(walk):
    first, second = walk.officer("desk"), walk.officer("second")
    first.open("/staff/referrals/second-person/").sees("Yours, which wait for somebody else")
    first.open(f"/staff/referrals/{walk.other}/second-person/")
    first.sees("You made this decision. Someone else must endorse it.")
    second.open("/staff/referrals/second-person/").follow(walk.other)
    second.choose("Is no further action right?", "Yes, I agree").press("Record answer")
    second.sees(f"You agreed: no further action on {walk.other}.")
