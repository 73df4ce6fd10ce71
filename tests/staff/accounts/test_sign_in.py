"""Signing in: one error for every cause, a pause after five, and the first account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from symphony.accounts import signing_in
from symphony.accounts.models import SignInFailure
from symphony.core.clock import real_now
from tests import make
from tests.staff.visiting import acts, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/account/sign-in/"
NOT_RIGHT = "Those details are not right. Check them and try again"


def officer(**changes):
    user = make.referral_officer(**changes)
    user.set_password(make.PASSWORD)
    user.save()
    return user


def try_to_sign_in(client, email, password=make.PASSWORD, **more):
    return client.post(URL, {"email": email, "password": password, **more})


def test_it_signs_in_and_leads_home():
    user, client = officer(), Client()

    response = try_to_sign_in(client, user.email.upper())

    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert client.get(reverse("home")).status_code == 200
    assert [entry.by for entry in acts("accounts.signed_in")] == [user.staff_number]


def test_it_goes_on_to_the_page_that_was_asked_for_and_to_no_other_site():
    user = officer()
    queue = reverse("referrals:queue")

    asked = Client().get(queue)
    assert asked["Location"] == f"{URL}?next={queue}"
    assert try_to_sign_in(Client(), user.email, next=queue)["Location"] == queue
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        response = try_to_sign_in(Client(), user.email, next=elsewhere)
        assert response["Location"] == reverse("home")


def test_every_cause_of_failure_has_the_same_words_and_status():
    user, closed = officer(), officer(is_active=False)

    pages = [
        try_to_sign_in(Client(), user.email, "not the password"),
        try_to_sign_in(Client(), closed.email),
        try_to_sign_in(Client(), "nobody@example.org"),
    ]

    for page in pages:
        assert page.status_code == 200
        assert NOT_RIGHT in text(page)
        assert title(page) == "Error: Sign in – Symphony"
    assert len(acts("accounts.sign_in_failed")) == 3


def test_the_password_is_not_sent_back_and_the_address_is():
    officer()
    page = try_to_sign_in(Client(), "nobody@example.org", "a secret of somebody")

    assert "a secret of somebody" not in page.content.decode()
    assert 'value="nobody@example.org"' in page.content.decode()


def test_what_is_missing_is_said_for_each_field():
    officer()
    page = text(try_to_sign_in(Client(), "", ""))

    assert "Enter work email" in page
    assert "Enter password" in page


def test_after_five_failures_sign_in_pauses_even_with_the_right_password():
    user = officer()
    for _ in range(4):
        assert NOT_RIGHT in text(try_to_sign_in(Client(), user.email, "wrong"))

    assert "Sign-in is paused for 10 minutes" in text(try_to_sign_in(Client(), user.email, "wrong"))
    assert "Sign-in is paused" in text(try_to_sign_in(Client(), user.email))
    # Trying on does not make the pause longer.
    assert SignInFailure.objects.count() == 5


def test_an_address_that_nobody_has_pauses_in_the_same_way():
    officer()
    for _ in range(5):
        page = try_to_sign_in(Client(), "nobody@example.org", "wrong")

    assert "Sign-in is paused" in text(page)


def test_the_pause_ends_after_ten_minutes(time_machine):
    user = officer()
    began = real_now()
    time_machine.move_to(began, tick=False)
    for _ in range(5):
        try_to_sign_in(Client(), user.email, "wrong")

    time_machine.move_to(began + timedelta(minutes=9, seconds=59), tick=False)
    assert "Sign-in is paused" in text(try_to_sign_in(Client(), user.email))
    time_machine.move_to(began + timedelta(minutes=10, seconds=1), tick=False)
    assert try_to_sign_in(Client(), user.email).status_code == 302


def test_a_new_installation_says_how_to_make_the_first_administrator():
    page = Client().get(URL)

    assert "symphony account create --role administrator" in text(page)
    assert "<form" not in page.content.decode()


def test_it_says_nothing_of_that_once_there_is_an_account():
    officer()

    assert "symphony account create" not in Client().get(URL).content.decode()


def test_who_is_signed_in_is_led_on():
    client = Client()
    client.force_login(officer())

    assert client.get(URL)["Location"] == reverse("home")


def test_the_bare_address_leads_home():
    assert Client().get("/")["Location"] == "/staff/"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page_and_says_so():
    user, client = officer(), Client()
    queue = reverse("referrals:queue")

    lost = client.post(
        reverse("referrals:take_next"), headers={"Referer": f"http://testserver{queue}?view=mine"}
    )

    assert lost["Location"] == f"{URL}?next={queue}%3Fview%3Dmine"
    assert "What you sent was not recorded" in text(client.get(lost["Location"]))
    back = try_to_sign_in(client, user.email, next=f"{queue}?view=mine")
    assert back["Location"] == f"{queue}?view=mine"


def test_it_remembers_when_the_person_was_last_here():
    user, client = officer(), Client()
    signing_in.record_sign_out(user=user, at=make.NOON)
    try_to_sign_in(Client(), user.email, "somebody's guess")

    try_to_sign_in(client, user.email)

    assert client.session["last_here"] == make.NOON.isoformat()
