"""The first page of the public site."""

import re
from datetime import timedelta

from symphony.contacts.models import Contact
from symphony.core import installation
from symphony.core.models import Installation
from tests.public import pages


def test_the_danger_number_comes_first(visitor):
    page = pages.words(visitor.get("/"))

    assert page.startswith("Report a worry about a child online ! Warning If a child is in danger")
    assert "call 999" in page


def test_four_doors_are_buttons_that_tell_no_address_and_the_fifth_is_private_help(visitor):
    main = visitor.get("/").content.decode().partition("<main")[2]

    forms = re.findall(r'<form method="post" action="/report/" novalidate>.*?</form>', main, re.S)
    doors = [re.search(r'name="door" value="(\w+)"', form)[1] for form in forms]
    assert doors == ["child", "worried", "professional", "survivor"]
    tokens = [re.search(r'name="form_token" value="([^"]+)"', form)[1] for form in forms]
    assert len(set(tokens)) == 4
    assert main.count("<form") == 4
    assert '<a class="govuk-link" href="/help/own-behaviour/">' in main


def test_each_door_says_for_whom_it_is(visitor):
    page = pages.words(visitor.get("/"))

    for words in (
        "I am under 18 and this is about me Short questions in plain words. It is not your fault.",
        "I am worried about a child or about someone For anyone:",
        "I work with children or for a company Schools,",
        "Something happened to me when I was a child You are 18 or over.",
        "I am worried about my own thoughts or behaviour Private help first, and we keep nothing.",
    ):
        assert words in page


def test_every_other_way_says_whether_one_can_stay_anonymous(visitor):
    page = pages.words(visitor.get("/"))

    ways = page[page.index("Other ways to tell us") :]
    assert "Crimestoppers" in ways
    assert "Yes: it never asks who you are" in ways
    assert "No: it cannot take anonymous reports" in ways
    assert ways.count("Can you stay anonymous?") == 4


def test_a_contact_that_was_never_checked_is_shown_nowhere(db, public_site, client):
    Contact.objects.filter(key__in=["crimestoppers", "emergency"]).update(checked_on=None)

    for address in ("/", "/help/"):
        page = pages.words(client.get(address))
        assert "Crimestoppers" not in page
        assert "call the emergency services" in page


def test_it_says_when_the_contacts_were_checked(visitor):
    assert "Contacts checked" in visitor.get("/").content.decode()


def test_it_sets_no_cookie_and_names_only_what_there_is(visitor):
    response = visitor.get("/")

    assert not response.cookies
    assert "Statistics" not in response.content.decode()


def test_a_real_installation_does_not_call_itself_a_demonstration(visitor):
    assert "Demonstration" not in visitor.get("/").content.decode()


def test_the_demonstration_says_so_on_every_page(db, public_site, client):
    installation.begin(kind=Installation.Kind.DEMONSTRATION, clock_offset=-timedelta(days=365 * 3))

    for address in ("/", "/report/", "/help/", "/news/", "/nothing-here/"):
        page = client.get(address).content.decode()
        assert "Demonstration: synthetic data. In it, today is" in page


def test_only_reading_is_possible(visitor):
    assert visitor.post("/").status_code == 405
    assert visitor.post("/help/").status_code == 405
