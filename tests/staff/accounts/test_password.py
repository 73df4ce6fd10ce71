"""One's own password: asked for first where one was given, and never without the present one."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.staff.visiting import acts, text

pytestmark = pytest.mark.django_db

URL = "/staff/account/password/"
NEW = "quiet-river-under-lanterns"


@pytest.fixture
def officer():
    user = make.referral_officer()
    user.set_password(make.PASSWORD)
    user.save()
    return user


def signed_in(user):
    client = Client()
    signed = client.post(
        reverse("accounts:sign_in"), {"email": user.email, "password": make.PASSWORD}
    )
    assert signed.status_code == 302
    return client


def change(client, present=make.PASSWORD, new=NEW):
    return client.post(URL, {"present": present, "new": new})


def test_it_changes_the_password_and_the_session_goes_on(officer):
    client = signed_in(officer)

    assert change(client)["Location"] == reverse("home")

    assert "Your password is changed" in text(client.get(reverse("home")))
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert acts("accounts.password_changed")[0].about == [officer.staff_number]


def test_it_ends_the_persons_other_sessions(officer):
    here, elsewhere = signed_in(officer), signed_in(officer)

    change(here)

    assert here.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    ("present", "new", "words"),
    [
        ("not the present one", NEW, "Present password must be the one you signed in with"),
        (make.PASSWORD, make.PASSWORD, "New password must be different from the present one"),
        (make.PASSWORD, "short", "This password is too short"),
        (make.PASSWORD, "", "Enter new password"),
        ("", NEW, "Enter present password"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_changes(officer, present, new, words):
    page = change(signed_in(officer), present, new)

    assert words in text(page)
    officer.refresh_from_db()
    assert officer.check_password(make.PASSWORD)


def test_guessing_the_present_password_pauses_like_sign_in(officer):
    client = signed_in(officer)
    for _ in range(5):
        change(client, "a guess")

    assert "paused for 10 minutes" in text(change(client))
    officer.refresh_from_db()
    assert officer.check_password(make.PASSWORD)


def test_whoever_was_given_a_password_chooses_their_own_before_anything_else(officer):
    officer.must_change_password = True
    officer.save()
    client = signed_in(officer)

    for name in ("home", "search", "referrals:queue"):
        assert client.get(reverse(name))["Location"] == URL
    assert "Nothing else opens" in text(client.get(URL))
    assert client.post(reverse("referrals:take_next"))["Location"] == URL

    change(client)
    assert client.get(reverse("referrals:queue")).status_code == 200


def test_one_may_sign_out_instead(officer):
    officer.must_change_password = True
    officer.save()
    client = signed_in(officer)

    assert client.post(reverse("accounts:sign_out"))["Location"] == reverse("accounts:sign_in")


def test_nobody_changes_a_password_without_signing_in():
    assert Client().get(URL).status_code == 302
