"""The public site while the database cannot be reached."""

import psycopg
import pytest
from django.db import connection
from django.test import Client

from symphony.core import installation
from symphony.core.grants import PUBLIC, STAFF
from symphony.public import known_contacts
from tests import make
from tests.public import pages
from tests.public.report.filling import Filling


@pytest.fixture
def slug(fresh_database):
    """A release that was published before."""
    return make.publication().slug


@pytest.fixture
def site(fresh_database, slug, database_server, public_site, monkeypatch):
    """The site on a database of its own, which `away` takes from it."""
    monkeypatch.setattr(known_contacts, "_last_read", {})
    public = psycopg.conninfo.conninfo_to_dict(database_server.url(PUBLIC, fresh_database))
    connection.close()
    connection.settings_dict.update(USER=PUBLIC, PASSWORD=public.get("password", ""))
    return Client()


@pytest.fixture
def stored(fresh_database, database_server):
    """Return the answers in the letterbox, read as the staff role does."""

    def read():
        with psycopg.connect(database_server.url(STAFF, fresh_database)) as staff:
            rows = staff.execute("SELECT answers FROM letterbox_submission").fetchall()
        return [answers for (answers,) in rows]

    return read


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


STEPS = ["danger", "happened", "narrative", "names-1", "when", "child-1", "identity", "come_back"]


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_that_cannot_be_kept_stays_in_the_page_and_is_sent_again(
    site, away, stored, step
):
    filling = Filling(site).until(step)
    away.stop()

    filling.press("Continue", **filling.answers[step])

    assert filling.response.status_code == 503
    assert filling.heading == "Sorry, there is a problem with the service"
    assert "Your answers are still here" in filling.words
    assert "call 999" in filling.words
    assert filling.step == step
    # As often as it is pressed meanwhile.
    filling.press("Try again")
    away.start()
    filling.press("Try again")
    assert filling.response.status_code == 200
    assert filling.step != step
    filling.until("check").press("Send my report")
    (answers,) = stored()
    assert answers["narrative"] == filling.answers["narrative"]["narrative"]
    assert answers["services"][0]["user_name"] == "orchard_52"
    assert answers["when"] == "since about March"
    assert answers["children"][0]["area"] == "Preston"


def test_the_second_name_stays_the_second(site, away, stored):
    filling = Filling(site).until("names-1").press("Add another", user_name="one")
    away.stop()
    filling.press("Continue", user_name="two")
    away.start()

    filling.press("Try again").until("check").press("Send my report")

    names = [one["user_name"] for one in stored()[0]["services"]]
    assert names == ["one", "two"]


def test_a_report_that_cannot_be_sent_says_so_and_is_sent_once_afterwards(site, away, stored):
    filling = Filling(site).until("check")
    sent = filling.sent_by("Send my report")
    away.stop()

    filling.post(sent)
    assert filling.response.status_code == 503
    assert "We do not know whether your report is stored" in filling.words
    assert "call 999" in filling.words
    assert pages.REFERENCE.search(filling.words) is None
    filling.press("Try again")
    away.start()

    filling.press("Try again")
    assert "We have your report" in filling.words
    filling.post(sent)
    assert len(stored()) == 1


def test_words_between_questions_wait_too(site, away):
    filling = Filling(site).until("danger").press(danger_now="yes")
    away.stop()
    filling.press("Carry on with the report")
    assert "Your answers are kept" in filling.words
    away.start()

    assert filling.press("Try again").step == "about"


def test_a_process_that_never_reached_the_database_still_keeps_the_answer(site, away):
    filling = Filling(site).until("narrative")
    away.stop()
    installation.forget()
    known_contacts._last_read.clear()

    filling.press(narrative="Written with care")

    assert filling.response.status_code == 503
    assert "call the emergency services" in filling.words
    assert filling.value("narrative") == "Written with care"


def test_exit_leads_away_all_the_same_and_takes_the_key_with_it(site, away, settings):
    filling = Filling(site).until("where")
    cookie = next(iter(site.cookies))
    away.stop()

    response = site.get("/report/leave/")

    assert response["Location"] == settings.EXIT_URL
    assert response.cookies[cookie]["max-age"] == 0
    away.start()
    assert filling.open(Referer="http://testserver/report/").heading == "Before you start"


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


def test_somebody_in_the_middle_of_a_report_is_told_too(site, away):
    filling = Filling(site).until("where")
    away.stop()

    filling.open(Referer="http://testserver/report/")

    assert filling.response.status_code == 503
    assert "call 999" in filling.words


@pytest.mark.parametrize("address", ["/", "/help/"])
def test_pages_with_contacts_show_the_ones_last_read(site, away, address):
    site.get(address)
    away.stop()

    response = site.get(address)

    assert response.status_code == 200
    assert "0800 555 111" in pages.words(response)


def test_a_rating_that_cannot_be_counted_says_so(site, away, slug):
    address = f"/news/{slug}/"
    form = {"form_token": pages.token(site.get(address)), "useful": "useful"}
    away.stop()

    assert site.post(address, form).status_code == 503


def test_what_goes_wrong_is_logged_without_a_word_of_the_report(site, away, capfd, caplog):
    filling = Filling(site).until("narrative")
    away.stop()

    filling.press(narrative="A secret thing")

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
