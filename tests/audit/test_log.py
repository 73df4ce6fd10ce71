"""The audit log: part of the act itself, and only ever added to."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from symphony.audit import queries, services
from symphony.audit.models import Entry
from symphony.core.clock import real_now
from tests import make

pytestmark = pytest.mark.django_db


def record(**changes):
    ordinary = {"what": "tests.acted", "about": "R-0000-0000", "by": "T1", "at": make.NOON}
    services.record(**ordinary | changes)


def test_it_keeps_who_did_what_about_which_and_both_times():
    record(about=["R-1", "C-2", "R-1"], band="high")

    entry = Entry.objects.get()
    assert (entry.what, entry.by, entry.about) == ("tests.acted", "T1", ["R-1", "C-2"])
    assert (entry.at, entry.details) == (make.NOON, {"band": "high"})
    assert abs(entry.recorded_at - real_now()) < timedelta(minutes=1)


def test_many_at_once_are_entries_like_any_other():
    acts = [services.Act("tests.acted", f"R-{n}", {"n": n}) for n in range(3)]
    services.record_many(acts, by="system:test", at=make.NOON)
    assert sorted(e.about[0] for e in Entry.objects.all()) == ["R-0", "R-1", "R-2"]


def test_it_falls_with_the_act():
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


CHANGES = ["UPDATE audit_entry SET by = 'T2'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_staff_role_may_not_change_it(statement):
    record()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.get().by == "T1"


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_even_its_owner(owner_connection, statement):
    owner_connection.execute(
        "INSERT INTO audit_entry VALUES"
        " (gen_random_uuid(), now(), now(), 'alteration', 'x', 'y', '{}', '{}', '')"
    )
    with pytest.raises(psycopg.Error, match="append-only"):
        owner_connection.execute(statement)


def test_it_is_found_by_reference_person_and_time():
    record(about="R-1", by="T1")
    record(about="R-2", by="T2", at=datetime(2023, 5, 20, tzinfo=UTC))
    services.look(page="referrals:read", about=["R-1"], by="T2", at=make.NOON)

    assert [e.what for e in queries.entries(about="R-1")] == ["look.referrals:read", "tests.acted"]
    assert [e.about for e in queries.entries(by="T2")] == [["R-1"], ["R-2"]]
    assert [e.about for e in queries.entries(since=make.NOON + timedelta(days=1))] == [["R-2"]]
    assert [e.what for e in queries.acts_about("R-1")] == ["tests.acted"]
