"""Two pages of one report sent in the same moment, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import connection
from django.test import Client

from symphony.core.grants import PUBLIC, STAFF
from tests.public.report.filling import ADDRESS, Filling


@pytest.fixture
def stored(fresh_database, database_server, public_site):
    """Answer as the public role from here on; return what reads the letterbox."""
    public = psycopg.conninfo.conninfo_to_dict(database_server.url(PUBLIC, fresh_database))
    connection.close()
    connection.settings_dict.update(USER=PUBLIC, PASSWORD=public.get("password", ""))

    def read():
        with psycopg.connect(database_server.url(STAFF, fresh_database)) as staff:
            return staff.execute("SELECT reference, answers FROM letterbox_submission").fetchall()

    return read


def at_once(client, *sendings):
    """Send several pages of one browser in the same moment; return the answers."""
    together = Barrier(len(sendings))

    def send(fields):
        browser = Client()
        browser.cookies = client.cookies
        together.wait()
        try:
            return browser.post(ADDRESS, fields, headers={"Referer": "http://testserver/report/"})
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sendings)) as threads:
        return list(threads.map(send, sendings))


def test_two_tabs_lose_neither_answer(stored):
    filling = Filling(Client()).until("narrative")
    words = filling.sent_by("Continue", narrative="From one tab")
    place = filling.answer().sent_by("Continue", where=["website"])

    answers = at_once(filling.client, words, place)

    assert [answer.status_code for answer in answers] == [303, 303]
    filling.open(Referer="http://testserver/report/")
    if filling.step == "where":
        # The words came last: the page after them is shown, as it was answered.
        filling.press("Continue")
    filling.until("check")
    assert "From one tab" in filling.words
    assert "Website" in filling.words


def test_send_pressed_four_times_at_once_stores_one_report_with_one_reference(stored):
    filling = Filling(Client()).until("check")

    answers = at_once(filling.client, *[filling.sent_by("Send my report")] * 4)

    ((reference, _),) = stored()
    assert all(reference in answer.content.decode() for answer in answers)
