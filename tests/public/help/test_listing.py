"""Who can help."""

from datetime import date

import pytest

from symphony.contacts.models import Contact
from symphony.public.help.pages import BY_SLUG
from tests.public import pages


def test_every_contact_that_is_fit_to_show_is_there_once(db, public_site, client):
    page = pages.words(client.get("/help/"))

    for contact in Contact.objects.all():
        assert page.count(f"{contact.what_for}.") == 1
        assert contact.limits in page


def test_what_a_helpline_passes_on_is_said_with_its_number(visitor):
    page = pages.words(visitor.get("/help/"))

    assert page.index("0808 1000 900") < page.index("They pass on a child at risk")


def test_a_contact_added_later_is_shown_without_a_change_of_the_page(db, public_site, client):
    Contact.objects.create(
        key="new-line",
        name="New line",
        what_for="To test",
        number="07700 900123",
        checked_on=date(2026, 11, 3),
    )

    page = client.get("/help/")
    assert "More help New line To test." in pages.words(page)
    assert 'href="tel:07700900123"' in page.content.decode()


def test_whoever_is_threatened_is_told_what_to_do_first(visitor):
    page = pages.words(visitor.get("/help/"))

    advice = page.index("Do not pay, and do not send anything more. Stop answering. Block them.")
    assert advice < page.index("If you are under 18")
    assert page.index("You are not in trouble.") < page.index("If you are under 18")


def test_it_leads_to_every_help_page_by_the_readers_question(visitor):
    response = visitor.get("/help/")

    words, markup = pages.words(response), response.content.decode()
    for one in BY_SLUG.values():
        assert f'href="/help/{one.slug}/"' in markup
        assert f"{one.question} {one.about}" in words


def test_it_says_that_openings_are_counted_and_sets_no_cookie(visitor):
    response = visitor.get("/help/")

    assert "We count how often these pages are opened each day" in pages.words(response)
    assert not response.cookies


@pytest.mark.parametrize("address", ["/", "/help/", "/help/under-18/", "/anonymity/"])
def test_there_is_a_way_out_that_tells_the_next_site_nothing(visitor, address):
    page = visitor.get(address).content.decode()

    assert page.count("Exit this page") == 2
    assert page.count('rel="nofollow noreferrer"') == 2
