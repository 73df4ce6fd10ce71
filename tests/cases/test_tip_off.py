"""A message to a reporter is looked through: the reporter may be the person involved."""

from datetime import date

import pytest

from symphony.cases import tip_off
from symphony.cases import tip_off_secrets as secrets
from symphony.core import references

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
