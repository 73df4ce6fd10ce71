"""A message to a reporter is looked through: the reporter may be the person involved."""

from datetime import date, timedelta

import pytest

from symphony.audit.models import Entry
from symphony.cases import services, tip_off
from symphony.cases import tip_off_secrets as secrets
from symphony.core import references
from symphony.core.errors import NotFound
from symphony.core.ids import uuid7
from symphony.letterbox.models import Receipt, TeamMessage
from symphony.letterbox.rules import CannotBeReached, NotAMessage
from symphony.operations import services as operations
from symphony.people import services as people
from symphony.referrals.models import StatedIdentifier
from tests import make
from tests.letterbox.ordinary import as_public

REPLY = "Thank you for telling us. Do you still feel safe? You can add more whenever you like."


def found(text, *known, own_reference="R-K74M-92QX"):
    said = tip_off.findings(text, secrets=known, own_reference=own_reference)
    return [finding.words for finding in said]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We have a warrant for the house", "warrant"),
        ("He will be ARRESTED soon", "ARRESTED"),
        ("Police will search the flat", "search"),
        ("We'll seize his phone", "seize"),
        ("There was a raid", "raid"),
        ("He is under surveillance", "surveillance"),
        ("He was released on bail", "bail"),
        ("She is in custody now", "custody"),
        ("an interview under caution", "interview under caution"),
        ("Our forensic team has it", "forensic"),
        ("an undercover officer", "undercover"),
        ("We are coming tomorrow", "We are coming"),
        ("We’re coming tomorrow", "We're coming"),
        ("Somebody will visit on Friday", "visit"),
        ("A visit is planned for 18 May", "visit"),
        ("Officers will attend at 7am", "attend"),
        ("It is part of Operation Harbour", "Operation Harbour"),
        ("We have identified him", "We have identified"),
        ("war\u200brant", "warrant"),
    ],
)
def test_words_of_police_activity_are_found(text, words):
    assert words in found(text)


@pytest.mark.parametrize(
    "text",
    [
        REPLY,
        "How did the school visit to the doctor on Friday go?",
        "You can visit the website of Childline today.",
        "You can search online for help with this.",
        "Is the phone still under warranty?",
        "Was it a child custody case?",
        "He had a seizure once, you told us.",
        "We hope that your job interview goes well.",
        "The operation on his knee was last year, you wrote.",
        "Was this on Friday or on Saturday?",
        "Do not pay, and do not delete anything.",
        "Your reference is R-K74M-92QX.",
        "Please tell us what the account is called.",
        "I was in town on 24/7 duty.",
    ],
)
def test_ordinary_words_raise_no_alarm(text):
    assert found(text, secrets.days(date(2023, 5, 15), date(2023, 5, 21), why="x")) == []


def test_it_says_what_was_found_where_and_why_in_the_order_of_the_message():
    text = "A warrant, and then bail. Another warrant."

    assert tip_off.findings(text, secrets=[], own_reference="") == [
        tip_off.Finding("warrant", "Tells of a search or an arrest"),
        tip_off.Finding("bail", "Tells of an arrest"),
    ]


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (secrets.name("Tom Example", why="x"), "Is tom example there?"),
        (secrets.name("Tom Example", why="x"), "Is Tom there?"),
        (secrets.name("Anna-Maria Example", why="x"), "Is ANNA there?"),
        (secrets.word("@quiet_otter7", why="x"), "the account Quiet_Otter7 again"),
        (secrets.word("ada@example.org", why="x"), "mail from ADA@example.org."),
        (secrets.number("07700 900123", why="x"), "call +44 7700 900 123"),
        (secrets.number("+447700900123", why="x"), "call 07700-900123"),
        (secrets.address("12 Example Street, Northbridge", why="x"), "in example  street"),
        (secrets.address("12 Example Street, Northbridge", why="x"), "in Northbridge"),
        (secrets.link("https://www.example.org/user/7/", why="x"), "at example.org/user/7"),
        (secrets.codename("Harbour", why="x"), "before Harbour starts"),
    ],
)
def test_what_is_known_is_found_however_it_is_written(known, text):
    assert len(found(text, known)) == 1


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (secrets.name("Grace May", why="x"), "you may say it with grace"),
        (secrets.name("Jo Ng", why="x"), "a joke, going on"),
        (secrets.word("otter", why="x"), "otters"),
        (secrets.word("a", why="x"), "a sentence"),
        (secrets.number("07700 900123", why="x"), "call 07700 900124"),
        (secrets.codename("Harbour", why="x"), "near the harbour"),
        (secrets.name("", why="x"), "anything"),
        (secrets.address("", why="x"), "anything"),
    ],
)
def test_what_only_looks_like_it_is_not(known, text):
    assert found(text, known) == []


@pytest.mark.parametrize(
    "text",
    [
        "on 18 May",
        "on the 18th of May",
        "May 18, 2023",
        "18/5",
        "18.05.2023",
        "2023-05-18",
        "18/05/23",
    ],
)
def test_a_day_of_an_operation_is_found_however_it_is_written(text):
    week = secrets.days(date(2023, 5, 15), date(2023, 5, 21), why="x")

    assert len(found(text, week)) == 1


@pytest.mark.parametrize("text", ["on 22 May", "18 May 2022", "31/02", "18/5/2024", "in May"])
def test_another_day_is_not(text):
    assert found(text, secrets.days(date(2023, 5, 15), date(2023, 5, 21), why="x")) == []


def test_references_of_other_records_and_numbers_of_crimes_are_found():
    text = "See C-26-0512, p-4t8k2a and 42/10001/23, and your own R-K74M-92QX"
    person = references.new_person()

    assert found(text.replace("p-4t8k2a", person)) == ["C-26-0512", person, "42/10001/23"]


class TestTerms:
    def write(self, tmp_path, *rows, head="term,only_with,unless,why"):
        file = tmp_path / "terms.csv"
        file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return file

    def test_a_row_that_is_whole_is_read(self, tmp_path):
        [term] = tip_off.terms(self.write(tmp_path, "visit*,who&when,visit card,Tells it"))
        assert list(term.found_in("we visit on Friday")) == [(3, 8)]
        assert list(term.found_in("we need a visit card on Friday")) == []
        assert list(term.found_in("a visit on Friday")) == []

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("visit,whom,,Tells it", "only_with cannot be"),
            ("visit,,, ", "why is empty"),
            (",,,Tells it", "is not made of words"),
            ("vi(sit,,,Tells it", "is not made of words"),
            ("visit|,,,Tells it", "is not made of words"),
            ("visit,,Tells it", "too many or too few cells"),
            ("visit,,,Tells it,more", "too many or too few cells"),
            ("visit|visit,,,Tells it", "more than once"),
        ],
    )
    def test_a_row_that_cannot_be_meant_is_refused_with_its_number(self, tmp_path, row, words):
        with pytest.raises(tip_off.BadTerms, match=f"terms.csv, row 2.*{words}"):
            tip_off.terms(self.write(tmp_path, row))

    @pytest.mark.parametrize("rows", [[], ["visit,,,Tells it"]])
    def test_other_columns_or_no_rows_are_refused(self, tmp_path, rows):
        head = "term,why" if rows else "term,only_with,unless,why"
        with pytest.raises(tip_off.BadTerms, match="must have rows and these columns"):
            tip_off.terms(self.write(tmp_path, *rows, head=head))

    def test_a_file_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(tip_off.BadTerms, match="cannot be read"):
            tip_off.terms(tmp_path / "none.csv")


def reachable(referral):
    with as_public():
        Receipt.objects.create(
            reference=referral.reference, salt=b"s" * 16, public_key=bytes.fromhex(KEY)
        )
    return referral


# The public half of a pair whose private half is thirty-two times the byte 1.
KEY = "a4e09292b651c278b9772c569f5fa9bb13d906b46ab68c9df9dc2b4409f8a209"


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
    from pathlib import Path

    import symphony

    root = Path(symphony.__file__).parent
    used = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "write_to_reporter(" in file.read_text(encoding="utf-8")
    }
    assert used == {"letterbox/services/messages.py", "cases/services/messaging.py"}
