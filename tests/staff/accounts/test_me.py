"""One's own account: what the role may do, duties, colours and shortcuts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from symphony.accounts.permissions import Role
from symphony.web import shortcuts
from tests import make
from tests.accounts import rota
from tests.staff.visiting import acts, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/me/"
TURN = reverse("accounts:shortcuts")


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_what_their_role_may_do(role):
    user = make.user(role=role, name="Ada Example")

    page = signed_in(user).get(URL)

    said = text(page)
    assert title(page) == "Your account – Symphony"
    assert f"Staff number {user.staff_number} Role {user.get_role_display()}" in said
    may = said.split("What other roles do")[0]
    decides = role in (Role.REFERRAL_OFFICER, Role.SUPERVISOR)
    assert ("Decide how urgent a referral is" in may) == decides
    assert ("Assign waiting referrals to officers" in may) == (role == Role.SUPERVISOR)
    # The header leads there from every page.
    assert f'href="{URL}"' in signed_in(user).get("/staff/").content.decode()


def test_nobody_without_signing_in():
    assert Client().get(URL).status_code == 302
    assert Client().post(TURN).status_code == 302


def test_ones_own_shifts_and_times_on_call_and_nobody_elses(time_machine):
    time_machine.move_to(make.NOON)
    officer = make.referral_officer()
    rota.on_call(person=officer, order=2)
    rota.on_call(person=officer, kind="shift", order=None, begins_at=make.NOON + rota.HOUR)
    rota.on_call(person=make.referral_officer(), order=1)
    later = make.NOON + timedelta(days=40)
    rota.on_call(person=officer, order=1, begins_at=later, ends_at=later + rota.HOUR)

    said = text(signed_in(officer).get(URL))

    assert "On call, place 2, now 18 May 2023, 11:00 19 May 2023, 11:00 Referral desk" in said
    assert "Shift 18 May 2023, 13:00" in said
    assert "place 1" not in said
    assert "Nothing is planned for you" in text(signed_in(make.investigator()).get(URL))


def test_shortcuts_are_off_until_they_are_turned_on():
    officer = make.referral_officer()
    client = signed_in(officer)

    page = client.get(URL)
    assert "Single keys are off." in text(page)
    assert "data-shortcuts" not in page.content.decode()
    page = client.post(TURN, {"shortcuts": "on"}, follow=True)
    assert "Keyboard shortcuts are on." in text(page)
    html = page.content.decode()
    assert "data-shortcuts" in html
    assert "data-shortcut-next" in html
    page = client.post(TURN, {"shortcuts": "off"}, follow=True)
    assert "Keyboard shortcuts are off." in text(page)
    assert "data-shortcuts" not in page.content.decode()
    assert [entry.details for entry in acts("accounts.shortcuts_chosen")] == [
        {"on": True},
        {"on": False},
    ]


def test_a_shortcut_that_does_nothing_for_a_role_is_not_listed():
    auditor = make.user(role=Role.AUDITOR, shortcuts=True)

    html = signed_in(auditor).get(URL).content.decode()

    assert {one.key for one in shortcuts.of(auditor)} == {"/", "j", "k", "Enter", "?"}
    assert "data-shortcut-next" not in html
    assert "data-mine" not in html
