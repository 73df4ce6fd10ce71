"""The first page of the public site."""

from datetime import timedelta

from symphony.contacts.models import Contact
from symphony.core import installation
from symphony.core.models import Installation
from tests.public import pages


def test_the_danger_number_comes_first_and_the_form_is_one_press_away(visitor):
    response = visitor.get("/")

    page = pages.words(response)
    assert page.startswith("Report a worry about a child online ! Warning If a child is in danger")
    assert "call 999" in page
    assert 'href="/report/"' in response.content.decode()


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
