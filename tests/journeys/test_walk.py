"""One report, all the way: as each role in turn, through the running sites.

SYMPHONY_SCREENSHOTS=docs/screenshots takes the pictures of README and docs on the way.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.core.clock import real_now
from symphony.core.grants import OWNER, PUBLIC, STAFF
from symphony.referrals.models import Referral
from tests import samples
from tests.journeys.people import Officer, Visitor, an_hour_ago, make_accounts

pytestmark = pytest.mark.slow


def test_one_report_all_the_way(live_sites, fresh_database, database_server, browser, tmp_path):
    make_accounts()
    walk = Walk(live_sites, browser)
    walk.import_files(tmp_path, database_server, fresh_database)
    walk.a_member_of_the_public_reports()
    walk.the_desk_decides()
    walk.the_second_person_agrees()
    walk.the_investigator_works_the_case()
    walk.the_child_is_made_safe()
    walk.entries_are_put_right()
    walk.the_case_is_handed_over()
    walk.everything_is_found_and_logged()
    assert walk.complaints() == []


class Walk:
    """What has come of the walk so far: who is signed in, and the references met on the way."""

    def __init__(self, sites, browser):
        self.sites, self.browser = sites, browser
        self.officers = {}

    def officer(self, who):
        if who not in self.officers:
            self.officers[who] = Officer(self.browser, self.sites.staff, who)
        return self.officers[who]

    def complaints(self):
        return [said for officer in self.officers.values() for said in officer.complaints]

    def import_files(self, folder, server, database):
        """The command reads good files and a broken one; its counts add up."""
        (folder / "100000002").mkdir()
        (folder / "100000002" / "report.xml").write_text(samples.REPORT)
        (folder / "100000002" / "file.xml").write_text(samples.FILE_DETAILS)
        (folder / "100000003.xml").write_bytes(samples.report())
        (folder / "100000004.xml").write_text(samples.REPORT[:400])
        environment = os.environ | {
            "DATABASE_URL": server.url(OWNER, database),
            "SYMPHONY_STAFF_DATABASE_URL": server.url(STAFF, database),
            "SYMPHONY_PUBLIC_DATABASE_URL": server.url(PUBLIC, database),
            "SYMPHONY_HOME": str(self.sites.logs.parent),
        }
        program = [sys.executable, "-m", "symphony.cli.main", "import", "cybertipline"]
        done = subprocess.run(
            [*program, str(folder), "--json"], env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout) == {
            "files": 4,
            "imported": 2,
            "known": 0,
            "supplemented": 1,
            "quarantined": 1,
        }
        self.referral = Referral.objects.get(source_reference="100000002").reference
        self.other = Referral.objects.get(source_reference="100000003").reference

    def a_member_of_the_public_reports(self):
        """It is in the queue a moment after the reference is shown."""
        reader = Visitor(self.browser, self.sites.public).open("/").picture("public-start")
        reader.open("/report/")
        reader.choose("Is a child in danger right now?", "No")
        reader.fill("Tell us what you know", "Somebody in a game asks my son for pictures.")
        reader.press("Send my report")
        self.told = reader.page.locator(".sy-reference").inner_text()
        shown_at = time.monotonic()
        while not Referral.objects.filter(reference=self.told).exists():
            assert time.monotonic() - shown_at < 10, "the report is not in the queue"
            time.sleep(0.1)
        assert reader.complaints == [] and reader.page.context.cookies() == []

    def the_desk_decides(self):
        """The alert is acknowledged; the most urgent is given, read and decided."""
        desk = self.officer("desk")
        assert desk.navigation()[:1] == ["Referrals"]
        desk.open("/staff/referrals/queue/").sees(self.told)
        desk.picture("queue")
        desk.page.get_by_role("button", name="Acknowledge").first.click()
        desk.page.get_by_text("No one has acknowledged it").wait_for(state="detached")
        desk.open("/staff/referrals/queue/").press("Take next referral")
        desk.sees(f"{self.referral}: reading").picture("referral")
        desk.follow("Decide").sees("Symphony suggests: very high, investigate")
        desk.press("Record decision").sees("There is a problem")
        desk.choose("How urgent is it?", "Very high").choose(
            "Which path does it take?", "Investigate"
        )
        desk.choose("Which team takes the case?", "North team")
        desk.fill("Why?", "The connections are complete enough to ask the provider.")
        desk.picture("decide").press("Record decision", exact=True).sees("C-")
        self.case = desk.page.get_by_text("C-").first.inner_text().split("C-")[1][:7]
        self.case = f"C-{self.case}"

        desk.open(f"/staff/referrals/{self.other}/decide/")
        desk.choose("How urgent is it?", "Low")
        desk.choose("Which path does it take?", "No further action")
        desk.fill("Why?", "No account and no child can be found from it.")
        desk.press("Record decision", exact=True).sees("Enter why you differ")
        desk.fill("Why do you differ", "Searched by hand, and nothing was found.")
        desk.press("Record decision", exact=True).sees(self.other)

    def the_second_person_agrees(self):
        first, second = self.officer("desk"), self.officer("second")
        first.open("/staff/referrals/second-person/").sees_nothing_of(self.other)
        second.open("/staff/referrals/second-person/").follow(self.other)
        second.press("Endorse").open("/staff/referrals/second-person/")
        second.sees_nothing_of(self.other)

    def the_investigator_works_the_case(self):
        """Taken, enquired, a suspect with grounds, a crime, an arrest."""
        officer = self.officer("investigator")
        officer.open("/staff/cases/unassigned/").follow(self.case).press("Take case")
        officer.open(f"/staff/cases/{self.case}/enquiries/log/")
        officer.fill("What was done?", "Asked the provider who used the address.")
        officer.at("When?", an_hour_ago()).press("Log enquiry").sees("Asked the provider")

        officer.open(f"/staff/cases/{self.case}/people/").follow("Change role")
        officer.choose("What are they from now on?", "Suspect").press("Change role")
        officer.sees("There is a problem")
        officer.fill("Why?", "Sole subscriber of the address at each time reported.")
        officer.press("Change role").sees("Suspect")

        officer.open(f"/staff/cases/{self.case}/referrals/").follow("Add to the case")
        officer.choose("What are they in this case?", "Child")
        officer.choose("Only for a child: is it known who the child is?", "Yes")
        officer.fill("How do they come to be in the case?", "The school knew who it is.")
        officer.press("Add person").sees(self.case)

        officer.open(f"/staff/cases/{self.case}/crimes/record/")
        officer.fill("Crime number", "04/100002/26")
        officer.choose("Offence", "Sexual communication with a child")
        officer.at("When was it recorded?", an_hour_ago()).press("Record crime")
        officer.sees("04/100002/26")
        for _ in range(2):
            self._record_arrest(officer)

    def _record_arrest(self, officer):
        officer.open(f"/staff/cases/{self.case}/arrests/record/")
        officer.page.get_by_role("group", name="Who was arrested?").get_by_role(
            "radio"
        ).first.check()
        officer.choose("On suspicion of which offence?", "Sexual communication with a child")
        hours = len(self.__dict__.setdefault("arrested", []))
        officer.at("When?", an_hour_ago() - timedelta(hours=hours))
        officer.choose("Were they given the help line details?", "Not yet")
        officer.press("Record arrest").sees("arrest")
        self.arrested.append(hours)

    def the_child_is_made_safe(self):
        """First who must not be told, then the action and the visit."""
        officer = self.officer("safeguarding")
        officer.open(f"/staff/cases/{self.case}/safeguarding/")
        self.child = officer.page.get_by_role("link", name="P-").first.inner_text()
        officer.open(f"/staff/children/{self.child}/must-not-be-told/")
        officer.page.get_by_label("No, nobody is known").check()
        officer.press("Record answer").sees(self.child)
        officer.open(f"/staff/children/{self.child}/actions/record/")
        officer.choose("What was done?", "Child seen; safety plan agreed with a carer")
        officer.at("When?", an_hour_ago())
        officer.fill("Who did it, which agency?", "Children's services")
        officer.choose("Result", "Completed").press("Record action").sees("S-2")
        officer.picture("child")

        officer.open(f"/staff/cases/{self.case}/safeguarding/visits/record/")
        for question in ("Whom was the visit for?", "Who was seen in person?"):
            officer.page.get_by_role("group", name=question).get_by_role("checkbox").first.check()
        officer.fill("With which household?", "The family at home")
        officer.at("When?", an_hour_ago())
        officer.choose("What happened?", "Completed, child seen in person")
        officer.choose("Was a parent or carer there?", "Yes").choose("Was the school told?", "No")
        officer.choose("Were they given the help line details?", "Yes, at the visit")
        officer.press("Record visit").sees("V-")

    def entries_are_put_right(self):
        """One arrest is corrected, the other withdrawn, each with a reason."""
        officer = self.officer("investigator")
        officer.open(f"/staff/cases/{self.case}/arrests/1/correct/")
        officer.press("Record correction").sees("There is a problem")
        officer.fill("Where?", "Northbridge")
        officer.fill("Why is this corrected?", "The place was left out.")
        officer.press("Record correction").sees("Northbridge")
        officer.open(f"/staff/cases/{self.case}/arrests/2/withdraw/")
        officer.fill("Why is this withdrawn?", "Entered twice.")
        officer.press("Withdraw arrest")
        officer.open(f"/staff/cases/{self.case}/timeline/").sees("Entered twice.")
        officer.open(f"/staff/cases/{self.case}/").picture("case")

    def the_case_is_handed_over(self):
        officer = self.officer("investigator")
        officer.open(f"/staff/cases/{self.case}/hand-over/")
        officer.choose("Who takes it over?", "Dev Sen, North team")
        officer.fill("What must they know?", "The devices are at the laboratory.")
        officer.press("Hand over case").sees(self.case)
        self.officer("colleague").open("/staff/cases/mine/").sees(self.case)
        outsider = self.officer("outsider")
        assert outsider.page.goto(f"/staff/cases/{self.case}/").status == 404

    def everything_is_found_and_logged(self):
        """Search finds each by reference; the log says who did and saw what."""
        colleague = self.officer("colleague")
        for reference in (self.case, self.child, self.referral):
            colleague.page.get_by_label("Search").fill(reference.lower())
            colleague.page.get_by_role("button", name="Search").click()
            assert reference in colleague.page.url
        self.officer("desk").open("/staff/referrals/quarantine/").sees("Q-")

        auditor = self.officer("auditor")
        auditor.open("/staff/oversight/audit/").sees(self.referral)
        assert real_now() > an_hour_ago()
        entries = Entry.objects.filter(about__contains=[self.case])
        done = {entry.what for entry in entries}
        assert {
            "cases.opened",
            "cases.handed_over",
            "crimes.arrest_recorded",
            "crimes.arrest_corrected",
            "crimes.arrest_withdrawn",
        } <= done
        looks = entries.filter(kind="consultation", by="7003")
        assert looks.exists()
