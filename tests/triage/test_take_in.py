"""Taking in: received, graded and queued at once, whatever the policy does."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.core.clock import LONDON
from symphony.referrals.models import RawDocument, Referral, StatedPerson
from symphony.triage import policy, queries, rules, services
from symphony.triage.models import Alert, Assessment, Band, QueueEntry
from tests import make

pytestmark = pytest.mark.django_db


def test_it_queues_with_a_band_and_a_plain_reason():
    child = StatedPerson(part=StatedPerson.Part.CHILD)
    referral = make.referral(people=[child])

    entry = QueueEntry.objects.get(referral=referral)
    assert (entry.band, entry.rank) == (Band.HIGH, 2)
    assert entry.reason == ("Somebody is said to be grooming a child, and it is known which child")
    assert RawDocument.objects.get(referral=referral).size > 0


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ({"danger_now": True}, "The sender says that a child is in danger now"),
        ({"high_priority": True}, "The company marked it high priority"),
        ({"self_harm": True}, "A child speaks of hurting themselves"),
    ],
)
def test_three_facts_come_first_and_alert(fact, says):
    make.referral(people=[StatedPerson(part=StatedPerson.Part.CHILD)])
    first = make.referral(**fact)

    rows = queries.queue(viewer=make.referral_officer(), at=make.NOON).rows
    assert rows[0].reference == first.reference
    assert (rows[0].comes_first, rows[0].band, rows[0].reason) == (True, Band.VERY_HIGH, says)
    assert Alert.objects.get(referral=first).reason == says


def test_they_come_first_and_alert_even_when_the_rules_cannot_run(monkeypatch):
    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    monkeypatch.setattr(policy, "load", broken)
    plain, danger = make.referral(), make.referral(danger_now=True)

    entries = {e.referral_id: e for e in QueueEntry.objects.all()}
    assert (entries[plain.pk].band, entries[plain.pk].rank) == (None, 3)
    assert entries[plain.pk].reason == "Rules could not run, so it waits after high"
    assert (entries[danger.pk].band, entries[danger.pk].rank) == (None, 0)
    assert {a.referral_id: a.reason for a in Alert.objects.all()} == {
        plain.pk: "It could not be graded",
        danger.pk: "The sender says that a child is in danger now",
    }
    failure = Assessment.objects.get(referral=plain)
    assert failure.band is None and "BadPolicy" in failure.failure


def test_what_could_not_be_graded_is_graded_once_the_rules_run_again(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(policy, "load", lambda: 1 / 0)
        referral = make.referral()

    assert services.grade_ungraded(at=make.NOON) == 1
    entry = QueueEntry.objects.get(referral=referral)
    assert (entry.band, entry.rank) == (Band.MEDIUM, 4)
    assert Assessment.objects.filter(referral=referral).count() == 2


def test_not_graded_waits_after_high_and_before_medium(monkeypatch):
    medium = make.referral()
    high = make.referral(people=[StatedPerson(part=StatedPerson.Part.CHILD)])
    with monkeypatch.context() as patched:
        patched.setattr(policy, "load", lambda: 1 / 0)
        ungraded = make.referral()

    rows = queries.queue(viewer=make.referral_officer(), at=make.NOON).rows
    assert [row.reference for row in rows] == [r.reference for r in (high, ungraded, medium)]


def test_it_logs_the_collection_and_the_queueing():
    referral = make.referral()

    entries = Entry.objects.filter(about=[referral.reference])
    assert {(e.what, e.kind, e.by) for e in entries} == {
        ("referrals.received", "collection", "system:test"),
        ("triage.queued", "alteration", "system:test"),
    }


def test_a_batch_that_cannot_be_stored_stores_nothing():
    good, twin = make.arrival(), make.arrival()
    twin.document.sha256 = good.document.sha256
    before = Referral.objects.count()

    with pytest.raises(IntegrityError, match="sha256"), transaction.atomic():
        services.take_in([good, twin], by="system:test", at=make.NOON)

    assert Referral.objects.count() == before


def test_reassessing_moves_it_and_keeps_the_history():
    referral = make.referral()
    StatedPerson.objects.create(referral=referral, part=StatedPerson.Part.CHILD, position=1, age=13)

    services.reassess(referral=referral, because="A test", by="system:test", at=make.NOON)

    assert QueueEntry.objects.get(referral=referral).band == Band.HIGH
    bands = Assessment.objects.filter(referral=referral).order_by("assessed_at", "id")
    assert [a.band for a in bands] == ["medium", "high"]


def test_due_days_are_calendar_days_in_london_across_the_change_of_clocks():
    saturday = datetime(2023, 3, 25, 14, 0, tzinfo=LONDON)
    due = rules.due_at(band=Band.VERY_HIGH, received_at=saturday)
    assert due.astimezone(LONDON) == datetime(2023, 3, 26, 14, 0, tzinfo=LONDON)
    assert (due.astimezone(UTC) - saturday.astimezone(UTC)).total_seconds() == 23 * 3600
