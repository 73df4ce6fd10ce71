"""Home: what waits for each role, with one button, and nothing of other teams."""

import pytest
from django.test import Client

from symphony.accounts.permissions import Role
from symphony.core.clock import now
from symphony.staff.accounts.sign_in import LAST_HERE
from symphony.triage import services as triage
from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(make.NOON)


def home(user):
    return signed_in(user).get(URL)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_one_with_one_heading_and_at_most_one_green_button(role):
    make.referral()
    page = home(make.user(role=role, name="Priya Example"))

    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1") == 1
    main = html.split("<main")[1].split("</main>")[0]
    assert main.count('class="govuk-button"') <= 1
    assert "Good afternoon, Priya Example" in text(page)
    assert title(page) == "Home – Symphony"


def test_nobody_has_one_without_signing_in():
    assert Client().get(URL)["Location"] == "/staff/account/sign-in/?next=/staff/"


def test_a_referral_officer_sees_alerts_their_own_the_queue_and_quarantine(tmp_path):
    danger, mine, other = make.referral(danger_now=True), make.referral(), make.referral()
    officer = make.referral_officer()
    triage.hold(referral=mine, by=officer, at=make.NOON)
    imported.bring(tmp_path / "in", {"a.xml": b"<report>", "b.xml": samples.file_details()})

    page = home(officer)

    said = text(page)
    assert "Alerts that nobody has acknowledged" in said
    assert f"{danger.reference} Acknowledge: overdue by" in said
    assert f"Yours {mine.reference} Medium" in said
    assert "The queue Very high 1 Medium 2" in said
    assert "1 in quarantine" in said
    assert "1 file without a report" in said
    assert "Take next referral" in said
    assert other.reference not in said
    assert set(looks("home", officer)[0]) == {danger.reference, mine.reference}


def test_what_is_new_since_one_was_last_here():
    make.referral(received_at=make.NOON)
    make.referral()
    client = signed_in(make.referral_officer())
    session = client.session
    session[LAST_HERE] = make.NOON.replace(hour=10).isoformat()
    session.save()

    said = text(client.get(URL))

    assert "Since you were last here (18 May 2023, 11:00) 1 new in the queue" in said


def test_with_an_empty_queue_there_is_nothing_to_take():
    said = text(home(make.referral_officer()))

    assert "Nothing is waiting." in said
    assert "Take next referral" not in said


def test_an_investigator_sees_their_cases_and_the_teams_and_no_other_teams():
    team = make.team("North team")
    mine, nobodys = make.case(team=team), make.case(team=team)
    others = make.case(team=make.team("South team"))
    user = make.investigator(team=team)
    from symphony.cases import services as cases

    cases.take_case(case=mine, by=user, at=make.NOON)

    page = home(user)

    said = text(page)
    assert f"Your cases {mine.reference} Medium First visit" in said
    assert "2 open cases" in said
    assert "1 that nobody owns" in said
    assert others.reference not in page.content.decode()
    assert nobodys.reference not in page.content.decode()
    assert "Open your cases" in said


def test_a_safeguarding_officer_sees_children_by_reference_only():
    case = make.case(team=make.team("North team"))
    child = make.child(case)
    user = make.safeguarding_officer(team=case.team)

    page = home(user)

    said = text(page)
    assert "Children not yet safeguarded" in said
    assert child.person.reference in said
    assert "Ada Example" not in page.content.decode()
    assert set(looks("home", user)[0]) == {child.person.reference, case.reference}


def test_a_supervisor_sees_what_is_late_and_how_often_officers_differ():
    late = make.referral(received_at=make.NOON.replace(month=4))
    waiting = make.referral(received_at=make.NOON, people=[make.reported_user()])
    make.case(referral=waiting, band="low")
    user = make.supervisor()

    page = home(user)

    said = text(page)
    assert f"Overdue in the queue {late.reference}" in said
    assert "Review the most overdue" in said
    assert f"/staff/referrals/{late.reference}/" in page.content.decode()
    assert "May 1 decision, 1 other than Symphony suggested" in said
    assert "1 case nobody owns" in said


def test_an_auditor_sees_the_days_log_by_kind():
    make.referral()

    said = text(home(make.user(role=Role.AUDITOR)))

    assert "In the log today" in said
    assert "Open the audit log" in said


def test_an_administrator_sees_what_fails():
    said = text(home(make.user(role=Role.ADMINISTRATOR)))

    assert "System checks that fail Worker: It has never run here." in said
    assert "Open system check" in said


@pytest.mark.parametrize(
    ("hour", "words"), [(2, "Good morning"), (11, "Good afternoon"), (20, "Good evening")]
)
def test_it_greets_by_the_clock_in_london(time_machine, hour, words):
    time_machine.move_to(make.NOON.replace(hour=hour))

    assert words in text(home(make.referral_officer()))
    assert now().hour == hour


def test_a_press_officer_sees_releases_by_whose_turn_it_is():
    page = home(make.press_officer())

    said = text(page)
    assert "For you to approve No release waits for your approval." in said
    assert "Being written No release is being written." in said
    assert "Start a release" in said
