"""What is kept and what is not: each sentence held against what the code does."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from symphony.contacts.models import Contact
from symphony.letterbox.models import PageVisits, Submission
from symphony.public import unfinished
from tests.public import pages


def said(visitor):
    return pages.words(visitor.get("/anonymity/"))


def test_it_begins_with_what_matters_most(visitor):
    assert said(visitor).startswith(
        "What we keep and what we do not You can report without saying who you are. Then we keep"
        " what you write, and nothing about your phone, computer or connection."
    )


def test_what_an_anonymous_report_leaves_is_what_it_says(visitor):
    """A new column of what is sent in has to be told here."""
    words = said(visitor)

    assert {field.name for field in Submission._meta.local_fields} == {
        "id",
        "token",  # of the form, not of its sender
        "reference",
        "received_at",
        "answers",
        "danger_now",
        "sealed_contact",
        "doubts",
        "salt",  # these two are what the six words are checked against
        "public_key",
        "collected_at",
    }
    assert "your answers, the reference, and the time at which we got them" in words
    assert "Your contact details are locked before they are stored." in words
    assert "We keep neither the six words nor anything that they can be read from." in words
    assert "we note why, such as “filled in very fast” or “many from one place”" in words


def test_how_long_the_form_waits_is_what_it_says(visitor):
    words = said(visitor)

    assert unfinished.REPORT.idle == timedelta(minutes=30)
    assert "after 30 minutes without use" in words
    assert unfinished.REPLY.idle == timedelta(minutes=15)
    assert "ends after 15 minutes without use" in words


def test_the_pages_that_are_said_to_set_no_cookie_set_none(visitor):
    assert "This page, the first page, help and news set no cookie." in said(visitor)
    for address in ("/anonymity/", "/", "/help/", "/help/own-behaviour/", "/news/"):
        assert not visitor.get(address).cookies, address


def test_what_is_counted_of_help_pages_is_what_it_says(visitor):
    assert "We count how often each help page is opened in a day." in said(visitor)
    fields = {field.name for field in PageVisits._meta.local_fields}
    assert fields == {"id", "page", "day", "count"}


def test_it_promises_nothing_that_cannot_be_kept(visitor):
    words = said(visitor)

    for limit in (
        "Your own words can still show who you are",
        "We cannot find you to help, even in an emergency.",
        "No notice can reach you.",
        "A court can order us to show what we have.",
        "can see that you opened this site",
        "The law may make us keep them.",
    ):
        assert limit in words
    assert "why you cannot send pictures or files" in words.lower()


def test_the_foot_of_every_page_and_the_first_page_lead_to_it(visitor):
    for address in ("/", "/help/", "/help/under-18/", "/news/"):
        page = visitor.get(address).content.decode()
        assert f'href="{reverse("public:anonymity")}"' in page.partition("<footer")[2]


def test_it_names_no_contact_but_those_of_the_table(db, public_site, client):
    Contact.objects.update(checked_on=None)
    page = client.get("/anonymity/").content.decode()

    assert "tel:" not in page
    assert "https://" not in page.replace(settings.EXIT_URL, "")
