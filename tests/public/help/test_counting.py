"""Openings of help pages are counted by the day, and nothing else about them is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from symphony.core.grants import PUBLIC
from symphony.letterbox import services as letterbox
from symphony.letterbox.models import PageVisits
from symphony.public import known_contacts
from symphony.public.help import counting
from tests.letterbox import ordinary


def counted():
    ordinary.read_as_staff()
    return {(row.page, row.count) for row in PageVisits.objects.all()}


def test_each_opening_counts_once_for_its_page_as_the_public_role(visitor):
    visitor.get("/help/under-18/")
    visitor.get("/help/under-18/?from=somewhere")
    visitor.get("/help/")

    assert counted() == {("/help/under-18/", 2), ("/help/", 1)}


def test_nothing_but_page_day_and_number_is_kept(visitor):
    visitor.get("/help/under-18/", HTTP_USER_AGENT="Marked-Browser", REMOTE_ADDR="192.0.2.77")

    assert {field.name for field in PageVisits._meta.local_fields} == {"id", "page", "day", "count"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT letterbox_pagevisits::text FROM letterbox_pagevisits")
        ((row,),) = cursor.fetchall()
    assert "Marked" not in row
    assert "192.0.2" not in row


def test_the_log_does_not_even_tell_which_help_page_it_was(visitor, caplog):
    visitor.get("/help/own-behaviour/", HTTP_USER_AGENT="Marked-Browser", REMOTE_ADDR="192.0.2.77")

    assert "public:help_page" in caplog.text
    assert "own-behaviour" not in caplog.text
    assert "Marked" not in caplog.text
    assert "192.0.2" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_what_a_browser_fetches_ahead_is_not_counted(visitor, headers):
    assert visitor.get("/help/under-18/", headers=headers).status_code == 200
    assert counted() == set()


def test_asking_for_the_head_or_for_what_is_not_there_is_not_counted(visitor):
    visitor.head("/help/under-18/")
    visitor.get("/help/nothing-here/")
    visitor.post("/help/under-18/")

    assert counted() == set()


def test_other_pages_are_not_counted(visitor):
    for address in ("/", "/anonymity/", "/news/"):
        visitor.get(address)

    assert counted() == set()


def test_a_day_begins_at_midnight_in_london(visitor, monkeypatch):
    for moment in (
        datetime(2026, 6, 14, 22, 59, tzinfo=UTC),
        datetime(2026, 6, 14, 23, 1, tzinfo=UTC),
    ):
        monkeypatch.setattr("symphony.core.clock.real_now", lambda moment=moment: moment)
        visitor.get("/help/")

    ordinary.read_as_staff()
    days = [str(row.day) for row in PageVisits.objects.order_by("day")]
    assert days == ["2026-06-14", "2026-06-15"]


def test_a_count_that_cannot_be_kept_does_not_fail_the_page(db, public_site, client, caplog):
    """As the staff role, which may not count."""
    answer = client.get("/help/under-18/")

    assert answer.status_code == 200
    assert "Childline" in answer.content.decode()
    assert "visit not counted" in caplog.text
    assert counted() == set()


def test_while_the_database_is_away_the_page_is_shown_with_the_contacts_last_read(
    fresh_database, public_site, client, monkeypatch
):
    monkeypatch.setattr(known_contacts, "_last_read", {})
    client.get("/help/under-18/")
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")

    answer = client.get("/help/under-18/")

    assert answer.status_code == 200
    assert "0800 1111" in answer.content.decode()
    connection.close()


@pytest.mark.slow
def test_readers_at_the_same_moment_are_all_counted(fresh_database, django_db_blocker):
    def read(_):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {PUBLIC}")
            letterbox.count_visit(page="/help/", day=date(2026, 6, 14))
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(4) as readers:
        list(readers.map(read, range(40)))

    assert PageVisits.objects.get().count == 40


def test_the_counter_takes_the_address_without_what_was_asked(rf, public_role):
    counting.count(rf.get("/help/under-18/?name=somebody"))

    assert counted() == {("/help/under-18/", 1)}
