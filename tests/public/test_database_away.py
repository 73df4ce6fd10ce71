"""The public site while the database cannot be reached."""

import pytest
from django.db import connection
from django.test import Client

from symphony.core import installation
from symphony.letterbox.models import Submission
from symphony.public import known_contacts
from tests import make
from tests.public import pages


@pytest.fixture
def site(fresh_database, public_site, monkeypatch):
    """The site on a database of its own, which `away` takes from it."""
    monkeypatch.setattr(known_contacts, "_last_read", {})
    return Client()


@pytest.fixture
def away(site):
    """Stop and start the way to the database, as a restart of the server would."""
    host = connection.settings_dict["HOST"]

    class Way:
        def stop(self):
            connection.close()
            connection.settings_dict["HOST"] = "/nonexistent"

        def start(self):
            connection.close()
            connection.settings_dict["HOST"] = host

    way = Way()
    yield way
    way.start()


def test_a_report_that_cannot_be_stored_stays_in_the_page_with_the_danger_number(site, away):
    report = pages.report(site, narrative="Written with care", person="Says they are 15")
    away.stop()

    response = site.post("/report/", report)

    assert response.status_code == 503
    page = pages.words(response)
    assert page.startswith("Sorry, there is a problem with the service")
    assert "We could not store your report. Your answers are still here." in page
    assert "call 999" in page
    content = response.content.decode()
    assert "Written with care" in content
    assert "Says they are 15" in content
    assert 'value="worrying_talk" checked' in content
    assert pages.REFERENCE.search(page) is None


def test_the_same_page_stores_it_once_when_the_database_is_back(site, away):
    report = pages.report(site)
    away.stop()
    page = site.post("/report/", report)
    site.post("/report/", report | {"form_token": pages.token(page)})
    away.start()

    response = site.post("/report/", report | {"form_token": pages.token(page)})

    assert "We have your report" in pages.words(response)
    assert Submission.objects.count() == 1


def test_a_process_that_never_reached_the_database_still_keeps_the_answers(site, away):
    report = pages.report(site, narrative="Written with care")
    away.stop()
    installation.forget()
    known_contacts._last_read.clear()

    response = site.post("/report/", report)

    assert response.status_code == 503
    assert "call the emergency services" in pages.words(response)
    assert "Written with care" in response.content.decode()


@pytest.mark.parametrize("address", ["/report/", "/news/", "/news/2023-05-18-some/"])
def test_pages_that_need_the_database_say_so_with_the_danger_number(site, away, address):
    site.get("/")
    away.stop()

    response = site.get(address)

    assert response.status_code == 503
    page = pages.words(response)
    assert page.startswith("Sorry, there is a problem with the service")
    assert "call 999" in page
    assert "Crimestoppers" in page


@pytest.mark.parametrize("address", ["/", "/help/"])
def test_pages_with_contacts_show_the_ones_last_read(site, away, address):
    site.get(address)
    away.stop()

    response = site.get(address)

    assert response.status_code == 200
    assert "0800 555 111" in pages.words(response)


def test_a_rating_that_cannot_be_counted_says_so(site, away):
    published = make.publication()
    address = f"/news/{published.slug}/"
    form = {"form_token": pages.token(site.get(address)), "useful": "useful"}
    away.stop()

    assert site.post(address, form).status_code == 503


def test_what_goes_wrong_is_logged_without_a_word_of_the_report(site, away, capfd, caplog):
    report = pages.report(site, narrative="A secret thing")
    away.stop()

    site.post("/report/", report)

    written = caplog.text + "".join(capfd.readouterr())
    assert "report not stored" in written
    assert "secret" not in written


def test_a_process_that_has_just_begun_knows_the_danger_number(site, away):
    known_contacts.remember()
    away.stop()

    assert "call 999" in pages.words(site.get("/report/"))


def test_a_process_that_begins_without_a_database_begins_all_the_same(site, away):
    away.stop()
    known_contacts.remember()
    away.start()

    assert site.get("/report/").status_code == 200
