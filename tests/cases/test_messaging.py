"""Sending a message to a reporter: only after it was looked through for what is known."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import symphony
from symphony.audit.models import Entry
from symphony.cases import services
from symphony.core.errors import NotFound
from symphony.core.ids import uuid7
from symphony.letterbox.models import TeamMessage
from symphony.letterbox.rules import CannotBeReached, NotAMessage
from symphony.operations import services as operations
from symphony.people import services as people
from symphony.referrals.models import StatedIdentifier
from tests import make
from tests.letterbox.coming_back import let_come_back as reachable

REPLY = "Thank you for telling us. Do you still feel safe? You can add more whenever you like."


def send(referral, text=REPLY, **changes):
    ordinary = {"by": changes.pop("by", None) or make.referral_officer(), "at": make.NOON}
    return services.message_reporter(referral=referral, text=text, **ordinary | changes)


@pytest.mark.django_db
class TestSending:
    def test_a_message_in_which_nothing_is_found_is_sent(self):
        referral, officer = reachable(make.referral()), make.referral_officer()

        message = send(referral, f"  {REPLY}\n", by=officer)

        stored = TeamMessage.objects.get()
        assert stored == message
        assert (stored.text, stored.why_safe) == (REPLY, "")
        assert stored.written_by == officer.staff_number
        assert Entry.objects.filter(what="letterbox.team_message_written").count() == 1
        assert not Entry.objects.filter(what="cases.sent_all_the_same").exists()

    def test_one_in_which_something_is_found_is_refused_with_the_findings(self):
        with pytest.raises(services.RevealsSomething) as refused:
            send(reachable(make.referral()), "We have a warrant.", why_safe="  ")

        assert [finding.words for finding in refused.value.findings] == ["warrant"]
        assert not TeamMessage.objects.exists()

    def test_it_is_sent_all_the_same_with_a_reason_which_is_kept_and_logged(self):
        send(reachable(make.referral()), "A warrant card.", why_safe="The sender asked what it is.")

        assert TeamMessage.objects.get().why_safe == "The sender asked what it is."
        [entry] = Entry.objects.filter(what="cases.sent_all_the_same")
        assert entry.details["found"] == 1
        assert "warrant" not in str(entry.details)

    def test_a_reason_for_nothing_is_not_kept(self):
        send(reachable(make.referral()), REPLY, why_safe="Just so")

        assert TeamMessage.objects.get().why_safe == ""

    @pytest.mark.parametrize("text", ["", " \n", "x" * 5_001])
    def test_no_text_and_too_much_are_refused(self, text):
        with pytest.raises(NotAMessage):
            send(reachable(make.referral()), text)

    def test_a_sender_without_the_six_words_cannot_be_reached(self):
        with pytest.raises(CannotBeReached):
            send(make.referral())

    def test_who_may_not_write_or_not_see_it_cannot_send(self):
        referral = reachable(make.referral())

        with pytest.raises(services.NotAllowedToWrite):
            send(referral, by=make.safeguarding_officer())
        with pytest.raises(NotFound):
            send(referral, by=make.investigator())

    def test_an_investigator_writes_to_the_sender_of_their_case_and_no_others(self):
        case = make.case()
        referral = reachable(case.case_referrals.get().referral)

        send(referral, by=make.investigator(team=case.team))
        with pytest.raises(NotFound):
            send(referral, by=make.investigator(team=make.team("South team")))

        assert TeamMessage.objects.count() == 1

    def test_signs_that_cannot_be_stored_are_left_out(self):
        send(reachable(make.referral()), "Thank\x00 you.")

        assert TeamMessage.objects.get().text == "Thank you."


@pytest.mark.django_db
class TestWhatIsKnown:
    def words(self, referral, text):
        return [one.words for one in services.look_through(referral=referral, text=text)]

    def test_what_the_report_says_of_people(self):
        child = make.stated_child(name="Ada Example", details={"school_or_area": "Larkhill"})
        child.school = "Millbeck Community School"
        referral = make.referral(people=[child])
        for kind, value in (("screen_name", "quiet_otter7"), ("phone", "07700900123")):
            StatedIdentifier.objects.create(
                id=uuid7(), referral=referral, kind=kind, value=value, plain=value
            )

        text = "Ada, quiet_otter7, 07700 900123, Millbeck Community School, Larkhill"
        assert len(self.words(referral, text)) == 5

    def test_what_is_said_of_people_in_the_case_also_of_those_who_left_it(self):
        case = make.case()
        by = make.investigator(team=case.team)
        role = services.add_person(
            case=case,
            role="parent_or_carer",
            grounds="",
            values=[("name", "Rosa Sample"), ("date_of_birth", "1980-03-02")],
            by=by,
            at=make.NOON,
        )
        services.end_role(case_role=role, reason="Somebody else.", by=by, at=make.NOON)
        people.add_value(
            person=role.person,
            kind="email",
            value="rosa@example.org",
            source=case.reference,
            by=by,
            at=make.NOON,
        )
        referral = case.case_referrals.get().referral

        text = "Rosa Sample wrote from rosa@example.org on 2 March 1980"
        assert self.words(referral, text) == ["Rosa Sample", "rosa@example.org", "2 March 1980"]
        assert self.words(make.referral(), text) == []

    def test_names_and_numbers_of_officers(self):
        officer = make.investigator(name="Gareth Pugh")

        text = f"Ask for Pugh, number {officer.staff_number}"
        assert self.words(make.referral(), text) == ["Pugh", officer.staff_number]

    def test_crimes_and_days_of_arrests_of_the_case(self):
        case = make.case()
        make.crime(case, number="EX-1234")
        make.arrest(case, arrested_at=make.NOON + timedelta(hours=2))
        referral = case.case_referrals.get().referral

        assert self.words(referral, "EX-1234 was on 18 May") == ["EX-1234", "18 May"]

    def test_codenames_of_all_operations_and_the_days_of_the_cases_own(self):
        case = make.case()
        planner = make.supervisor(team=case.team)
        operation = operations.plan_operation(
            codename="Harbour",
            slug="harbour",
            team=case.team,
            purpose="A week of action.",
            starts_on=date(2023, 6, 5),
            ends_on=date(2023, 6, 9),
            by=planner,
            at=make.NOON,
        )
        operations.add_case(operation=operation, case=case, by=planner, at=make.NOON)
        mine, other = case.case_referrals.get().referral, make.referral()

        assert self.words(mine, "Harbour begins on 6 June") == ["Harbour", "6 June"]
        assert self.words(other, "Harbour begins on 6 June") == ["Harbour"]


def test_no_other_code_writes_to_a_sender():
    root = Path(symphony.__file__).parent
    used = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "write_to_reporter(" in file.read_text(encoding="utf-8")
    }
    assert used == {"letterbox/services/messages.py", "cases/services/messaging.py"}
