"""Signing out, and colours."""

import pytest
from django.urls import reverse

from tests import make
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db


def test_it_ends_the_session_on_the_server():
    user = make.referral_officer()
    client = signed_in(user)
    session = client.cookies["symphony_session_8001"].value

    response = client.post(reverse("accounts:sign_out"))

    assert "You have signed out" in text(client.get(response["Location"]))
    client.cookies["symphony_session_8001"] = session
    assert client.get(reverse("home")).status_code == 302
    assert [entry.by for entry in acts("accounts.signed_out")] == [user.staff_number]


def test_a_link_cannot_sign_anybody_out():
    client = signed_in(make.referral_officer())

    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize(("choice", "theme"), [("dark", "sy-dark"), ("light", "sy-light")])
def test_colours_are_kept_for_the_person(choice, theme):
    user = make.referral_officer()
    client = signed_in(user)

    client.post(reverse("accounts:colours"), {"colours": choice})

    html = signed_in(user).get(reverse("home")).content.decode()
    assert f'<html lang="en" class="govuk-template {theme}">' in html


def test_choosing_colours_leads_back_to_the_page_and_to_no_other_site():
    client = signed_in(make.referral_officer())
    url = reverse("accounts:colours")

    assert client.post(url, {"colours": "dark", "back": "/staff/search/"})["Location"] == (
        "/staff/search/"
    )
    assert client.post(url, {"colours": "dark", "back": "https://example.org/"})["Location"] == (
        "/staff/"
    )
