"""Coming back while the database cannot be reached."""

import pytest
from django.db import connection
from django.test import Client

from symphony.letterbox.models import ReporterMessage
from symphony.public import known_contacts
from tests.letterbox import ordinary
from tests.public import pages
from tests.public.reply import visiting


@pytest.fixture
def visitor(fresh_database, public_site, monkeypatch):
    """A visitor of a site on a database of its own, which `away` takes from it."""
    monkeypatch.setattr(known_contacts, "_last_read", {})
    return Client()


@pytest.fixture
def reference(visitor):
    return ordinary.put_with_words()


@pytest.fixture
def away(visitor):
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


def test_what_was_typed_at_the_door_stays(visitor, reference, away):
    typed = visiting.typed(visitor, reference)
    away.stop()

    response = visitor.post("/reply/", typed, **visiting.OWN_PAGE)

    assert response.status_code == 503
    page = pages.words(response)
    assert page.startswith("Sorry, there is a problem with the service")
    assert "call 999" in page
    assert 'value="copper lantern' in response.content.decode()
    away.start()
    again = typed | {"form_token": pages.token(response)}
    with ordinary.as_public():
        assert visiting.send(visitor, again).status_code == 303


def send_as_public(visitor, sent):
    with ordinary.as_public():
        return visiting.send(visitor, sent)


def come_in(visitor, reference):
    with ordinary.as_public():
        return visiting.come_in(visitor, reference)


def test_a_message_stays_in_the_page_and_is_stored_once_when_it_can_be(visitor, reference, away):
    sent = visiting.message(come_in(visitor, reference), text="Written with care", danger_now="no")
    away.stop()

    response = visiting.send(visitor, sent)
    visiting.send(visitor, sent)

    assert response.status_code == 503
    page = pages.words(response)
    assert "We do not know whether your message is stored. It is still here." in page
    assert "Written with care" in page
    assert pages.title(response).startswith("Sorry, there is a problem with the service")
    assert 'value="no" checked' in response.content.decode()
    away.start()
    again = visiting.message(response, text="Written with care", danger_now="no")
    assert again["form_token"] == sent["form_token"]
    assert send_as_public(visitor, again).status_code == 303
    assert send_as_public(visitor, sent).status_code == 303
    assert [message.text for message in ReporterMessage.objects.all()] == ["Written with care"]


def test_the_wish_to_stop_can_be_sent_again(visitor, reference, away):
    page = come_in(visitor, reference)
    send_as_public(visitor, visiting.message(page, text="", go="stop"))
    with ordinary.as_public():
        page = visiting.look(visitor)
    sent = {name: visiting.hidden(page, name) for name in ("run", "form_token")} | {"step": "stop"}
    away.stop()

    response = visiting.send(visitor, sent)

    assert response.status_code == 503
    assert "We do not know whether your request is stored" in pages.words(response)
    away.start()
    again = {name: visiting.hidden(response, name) for name in ("run", "form_token", "step")}
    assert send_as_public(visitor, again).status_code == 303
    assert ReporterMessage.objects.get().stops_contact


@pytest.mark.parametrize("step", ["", "back", "stay"])
def test_no_step_fails_without_words(visitor, reference, away, step):
    come_in(visitor, reference)
    away.stop()

    assert visiting.send(visitor, {"step": step}).status_code in (422, 503)
    assert visiting.look(visitor).status_code == 503


def test_the_key_is_thrown_away_all_the_same(visitor, reference, away, settings):
    come_in(visitor, reference)
    away.stop()

    response = visitor.get("/reply/leave/")

    assert (response.status_code, response.url) == (303, settings.EXIT_URL)
    assert next(iter(response.cookies.values())).value == ""
    away.start()
    assert pages.words(visiting.look(visitor)).startswith("Come back to your report")


def test_what_goes_wrong_is_logged_without_a_word_of_the_message(
    visitor, reference, away, capfd, caplog
):
    sent = visiting.message(come_in(visitor, reference), text="A secret thing")
    away.stop()

    visiting.send(visitor, sent)

    logged = caplog.text + "".join(capfd.readouterr())
    assert "reply not stored" in logged
    assert "secret" not in logged
    assert reference not in logged
