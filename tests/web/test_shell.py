from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from symphony.accounts.permissions import Permission
from symphony.audit.models import Entry
from symphony.core import clock, installation
from symphony.web import shell
from symphony.web.times import public_date
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]

REFERENCE = "R-7K4M-92QX"


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(shell, "_registered", shell._Registered())
    shell.register_areas(
        [
            shell.Area("Referrals", "read", Permission.READ_REFERRALS, "/record/"),
            shell.Area("Cases", "home", Permission.READ_CASES, "/staff/"),
            shell.Area("Oversight", "home", Permission.READ_AUDIT, "/staff/oversight/"),
        ]
    )


def page(client, user):
    client.force_login(user)
    return html.fromstring(client.get(reverse("record")).content)


def entries(page):
    return [" ".join(e.text_content().split()) for e in page.xpath("//ul[@id='navigation']/li")]


def test_the_navigation_shows_only_what_the_role_may_enter(client):
    assert entries(page(client, make.referral_officer())) == ["Referrals", "Cases"]


def test_the_area_one_is_in_is_marked_in_words_for_all(client):
    found = page(client, make.referral_officer())

    (current,) = found.xpath("//ul[@id='navigation']//a[@aria-current]")
    assert current.text_content().split() == ["Referrals"]


def test_the_navigation_counts_the_open_work(client):
    shell.register_counts(lambda user: {"Referrals": 14, "Oversight": 3})

    assert entries(page(client, make.referral_officer()))[0] == "Referrals14(14 waiting)"


def test_an_alert_stands_on_every_page_and_is_a_look_at_its_referral(client):
    shell.register_alert(
        lambda user: shell.AlertLine(REFERENCE, "/read/", "has waited 11 min.", "/record/")
    )

    found = page(client, make.referral_officer())

    (line,) = found.find_class("sy-alert-line")
    assert "Immediate harm: R-7K4M-92QX has waited 11 min." in " ".join(line.text_content().split())
    assert line.xpath(".//input[@name='once']")
    assert Entry.objects.get(what="look.record").about == [REFERENCE]


def test_every_page_is_marked_first_and_last(client):
    found = page(client, make.referral_officer())

    words = [mark.text_content() for mark in found.find_class("sy-marking")]
    assert all("OFFICIAL-SENSITIVE" in word for word in words)
    assert found.xpath("//header/*[1]")[0].get("class") == "sy-marking"
    assert "sy-marking" in found.xpath("//footer/*[last()]")[0].get("class")


def test_the_demonstration_says_so_and_which_day_it_is(client):
    installation.begin(kind=installation.DEMONSTRATION, clock_offset=timedelta(days=-400))

    (line,) = page(client, make.referral_officer()).find_class("sy-demonstration")

    assert " ".join(line.text_content().split()) == (
        f"Demonstration: synthetic data. In it, today is {public_date(clock.today())}"
    )


def test_the_demonstration_says_that_its_past_is_still_being_loaded(client):
    installation.begin(kind=installation.DEMONSTRATION)
    installation.set_past_is_missing(True)

    (line,) = page(client, make.referral_officer()).find_class("sy-demonstration")

    assert "Its past is still being loaded" in line.text_content()


def test_a_real_installation_says_nothing_of_the_kind(client):
    installation.begin(kind=installation.REAL)

    assert not page(client, make.referral_officer()).find_class("sy-demonstration")


@pytest.mark.parametrize(
    ("chosen", "fixed"), [(True, "sy-dark"), (False, "sy-light"), (None, None)]
)
def test_colours_follow_the_person_else_the_browser(client, chosen, fixed):
    found = page(client, make.referral_officer(dark_colours=chosen))

    themes = [c for c in found.get("class").split() if c.startswith("sy-")]
    assert themes == ([fixed] if fixed else [])


def test_a_form_with_errors_says_so_in_the_title(client):
    client.force_login(make.referral_officer())

    found = html.fromstring(client.post(reverse("record"), {"note": ""}).content)

    assert found.findtext(".//title").startswith("Error: ")
