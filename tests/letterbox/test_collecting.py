"""Collecting from the letterbox: what is taken, in which order, and by how many at once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from symphony.audit.models import Entry
from symphony.letterbox import queries, services
from symphony.letterbox.models import Submission
from tests import make
from tests.letterbox import ordinary


def test_danger_now_is_collected_first_then_the_longest_wait(db):
    later = ordinary.put(at=make.NOON + timedelta(minutes=1))
    earlier = ordinary.put(at=make.NOON)
    not_sure = ordinary.put(at=make.NOON, danger_now=None)
    danger = ordinary.put(at=make.NOON + timedelta(hours=1), danger_now=True)

    collected = [submission.reference for submission in queries.to_collect()]

    assert collected == [danger, earlier, later, not_sure]


def test_what_was_collected_is_not_collected_again(db):
    reference = ordinary.put()
    services.mark_collected(submissions=queries.to_collect(), by="system:test", at=make.NOON)

    assert queries.to_collect() == []
    assert queries.waiting() == queries.Waiting(count=0, since=None)
    assert Submission.objects.get(reference=reference).collected_at == make.NOON


def test_it_is_in_the_audit_log_by_reference_only(db):
    reference = ordinary.put()

    services.mark_collected(submissions=queries.to_collect(), by="system:test", at=make.NOON)

    entry = Entry.objects.get(what="letterbox.collected")
    assert (entry.about, entry.by, entry.details) == ([reference], "system:test", {})


def test_what_waits_is_counted_with_its_oldest(db):
    ordinary.put(at=make.NOON + timedelta(minutes=5))
    ordinary.put(at=make.NOON)

    assert queries.waiting() == queries.Waiting(count=2, since=make.NOON)


def test_one_batch_is_no_larger_than_asked(db):
    for _ in range(3):
        ordinary.put()

    assert len(queries.to_collect(limit=2)) == 2


def test_two_collectors_never_take_the_same_submission(fresh_database, owner_connection):
    first, second = ordinary.put(), ordinary.put(at=make.NOON + timedelta(minutes=1))
    table = Submission._meta.db_table
    owner_connection.execute(f"SELECT FROM {table} WHERE reference = %s FOR UPDATE", [first])

    with transaction.atomic():
        collected = [submission.reference for submission in queries.to_collect()]

    assert collected == [second]


def test_it_asks_for_a_transaction(fresh_database):
    with pytest.raises(TransactionManagementError):
        queries.to_collect()


def test_the_public_role_cannot_collect(public_role):
    ordinary.put()

    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        queries.to_collect()
    assert connection.is_usable()
