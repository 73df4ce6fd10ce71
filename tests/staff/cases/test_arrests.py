"""A case's arrests: record, help given, correct, withdraw."""

import pytest

from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.crimes.models import Arrest
from tests import make
from tests.staff.cases.ordinary import looks, signed_in, text, try_each, world

pytestmark = pytest.mark.django_db
WHEN = {"_day": "18", "_month": "5", "_year": "2023", "_time": "14:05"}


def moment(name, **changes):
    return {f"{name}{part}": value for part, value in (WHEN | changes).items()}


def said(person, **changes):
    ordinary = {"person": person.reference, "offence": "making-images", "place": "Northtown"}
    return ordinary | {"was_help_given": "not_yet"} | moment("arrested_at") | changes


def entered(arrest, **changes):
    """What a correction's form sends when nothing is changed in it."""
    ordinary = moment("arrested_at", _time="14:00") | {"place": "", "reason": "Misread."}
    return said(arrest.person, version=str(arrest.pk)) | ordinary | changes


def test_the_forms_are_for_the_team():
    it = world()
    make.arrest(it.case)
    try_each(it, it.url("record_arrest"))
    for name in ("arrest_help", "correct_arrest", "withdraw_arrest"):
        try_each(it, it.url(name, 1))
    officer = make.safeguarding_officer(team=it.case.team)
    assert signed_in(officer).get(it.url("record_arrest")).status_code == 403


def test_an_arrest_is_recorded_and_what_comes_next_is_said():
    it = world()
    person = make.suspect(it.case).person
    client = signed_in(it.insider)
    page = client.get(it.url("record_arrest"))
    assert "A voluntary interview is not an arrest." in text(page)
    assert "0808 1000 900" in text(page)
    # The only suspect is selected already.
    assert f'value="{person.reference}" checked' in page.content.decode()
    assert person.reference in looks("record_arrest")[0].about
    page = text(client.post(it.url("record_arrest"), said(person), follow=True))
    assert f"Arrest of {person.reference} recorded in {it.case.reference}." in page
    assert "Next: give them the help line details, and record that." in page
    assert "18 May 2023, 14:05 Northtown" in page
    assert "Not yet given" in page
    assert person.reference in looks("crimes")[-1].about


def test_an_arrest_with_the_help_given():
    it = world()
    person = make.suspect(it.case).person
    help_given = moment("help_given_at", _time="16:00") | {"was_help_given": "yes"}
    client = signed_in(it.insider)
    page = text(client.post(it.url("record_arrest"), said(person) | help_given, follow=True))
    assert "Given 18 May 2023, 16:00" in page
    assert "Next: record the outcome of the crime" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"person": ""}, "Select who was arrested"),
        ({"offence": ""}, "Select the offence"),
        (
            moment("arrested_at", _day="", _month="", _year="", _time=""),
            "Enter when they were arrested",
        ),
        (moment("arrested_at", _year="2999"), "Time must be now or in the past"),
        ({"was_help_given": ""}, "Select yes if they were given the help line details"),
        ({"was_help_given": "yes"}, "Enter when they were given the details"),
        ({"place": "x" * 121}, "must be 120 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said(changes, words):
    it = world()
    person = make.suspect(it.case).person
    response = signed_in(it.insider).post(it.url("record_arrest"), said(person) | changes)
    assert words in text(response)
    assert b"<title>Error: Record an arrest" in response.content
    assert not Arrest.objects.exists()


def test_without_a_suspect_nobody_can_be_arrested():
    it = world()
    client = signed_in(it.insider)
    page = text(client.get(it.url("record_arrest"), follow=True))
    assert f"Nobody in {it.case.reference} is a suspect" in page
    child = make.child(it.case)
    make.suspect(it.case)
    page = text(client.post(it.url("record_arrest"), said(child.person)))
    assert "Select one of the answers shown" in page


def test_the_same_arrest_twice_is_said_at_its_time():
    it = world()
    arrest = make.arrest(it.case)
    again = said(arrest.person) | moment("arrested_at", _time="14:00")
    response = signed_in(it.insider).post(it.url("record_arrest"), again)
    assert f"This arrest of {arrest.person.reference} is recorded already" in text(response)
    assert "arrested_at" in response.context["form"].errors


def test_the_help_line_details_are_given_later():
    it = world()
    arrest = make.arrest(it.case)
    client, url = signed_in(it.insider), it.url("arrest_help", 1)
    empty = moment("help_given_at", _day="", _month="", _year="", _time="")
    assert "Enter when they were given the help line details" in text(client.post(url, empty))
    page = text(client.post(url, moment("help_given_at"), follow=True))
    assert f"{arrest.person.reference} was given the help line details: recorded." in page
    assert "That is recorded already." in text(client.post(url, moment("help_given_at")))


def test_a_correction_shows_what_is_entered_and_replaces_it():
    it = world()
    arrest = make.arrest(it.case)
    client, url = signed_in(it.insider), it.url("correct_arrest", 1)
    html = client.get(url).content.decode()
    assert f'value="{arrest.person.reference}" checked' in html
    assert "nothing is different yet" in text(client.post(url, entered(arrest)))
    page = text(client.post(url, entered(arrest, arrested_at_time="13:30"), follow=True))
    assert f"Arrest of {arrest.person.reference} corrected in {it.case.reference}." in page
    assert "18 May 2023, 13:30" in page
    assert "Misread." in page
    page = text(client.post(url, entered(arrest, arrested_at_time="13:00")))
    assert "This was corrected or withdrawn meanwhile" in page


def test_a_correction_can_name_another_suspect_and_stays_possible_without_any():
    it = world()
    arrest = make.arrest(it.case)
    other = cases.add_person(
        case=it.case,
        values=[("age", "40"), ("name", "Bo Example")],
        role=Role.SUSPECT,
        grounds="Seen using the account.",
        by=it.insider,
        at=make.NOON,
    )
    role = CaseRole.objects.get(person=arrest.person, ended_at=None)
    cases.end_role(case_role=role, reason="Ruled out.", by=it.insider, at=make.NOON)
    client, url = signed_in(it.insider), it.url("correct_arrest", 1)
    client.post(url, entered(arrest, person=other.person.reference))
    assert Arrest.objects.current().get().person == other.person


def test_a_withdrawn_arrest_stays_readable():
    it = world()
    arrest = make.arrest(it.case)
    client, url = signed_in(it.insider), it.url("withdraw_arrest", 1)
    assert "18 May 2023, 14:00" in text(client.get(url))
    sent = {"version": str(arrest.pk), "reason": "Another case."}
    assert "Enter why this is withdrawn" in text(client.post(url, sent | {"reason": ""}))
    page = text(client.post(url, sent, follow=True))
    assert f"Arrest of {arrest.person.reference} withdrawn in {it.case.reference}." in page
    assert "Another case." in page
    for name in ("arrest_help", "correct_arrest", "withdraw_arrest"):
        assert client.get(it.url(name, 1)).status_code == 404


def test_nothing_new_in_a_closed_case_but_what_is_there_can_be_put_right():
    it = world()
    arrest = make.arrest(it.case)
    cases.close_case(case=it.case, reason="Done.", by=it.insider, at=make.NOON)
    client = signed_in(it.insider)
    assert "Record an arrest" not in text(client.get(it.url("crimes")))
    page = text(client.post(it.url("record_arrest"), said(arrest.person)))
    assert f"{it.case.reference} is closed. Nothing new can be recorded in it." in page
    sent = {"version": str(arrest.pk), "reason": "Another case."}
    client.post(it.url("withdraw_arrest", 1), sent)
    assert not Arrest.objects.current().exists()
