"""Rules that fail on a referral which has a band: it keeps its place, and says so."""

from datetime import timedelta
from typing import Any

import pytest

from symphony.referrals.models import Referral
from symphony.triage import queries, services
from symphony.triage.models import Alert, GradeChange, QueueEntry
from tests import make
from tests.triage.failing import broken_policy

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)
AGAIN = "could not be graded again on what came since"


def reassess(referral: Any, *, at: Any = LATER) -> Any:
    return services.reassess(referral=referral, because="More came", by="system:test", at=at)


def entry(referral: Any) -> QueueEntry:
    return QueueEntry.objects.get(referral=referral)


def test_it_keeps_band_path_place_and_time(monkeypatch):
    referral = make.referral(people=[make.stated_child()])
    before = entry(referral)
    with broken_policy(monkeypatch):
        after = reassess(referral)
        reassess(referral, at=LATER + timedelta(hours=1))

    now = entry(referral)
    assert after.band is None and "BadPolicy" in after.failure
    assert (now.rank, now.band, now.path, now.due_at) == (2, "high", before.path, before.due_at)
    assert now.reason == f"{before.reason}; {AGAIN}"


def test_it_alerts_each_time_that_grading_begins_to_fail(monkeypatch):
    referral = make.referral()
    with broken_policy(monkeypatch):
        reassess(referral)
        reassess(referral)
    alert = Alert.objects.get(referral=referral)
    assert alert.reason == "It could not be graded"
    services.acknowledge_alert(alert=alert, by=make.supervisor(), at=LATER)

    reassess(referral)
    with broken_policy(monkeypatch):
        reassess(referral)
    assert Alert.objects.filter(referral=referral, acknowledged_at=None).count() == 1


def test_what_always_comes_first_still_lifts_it(monkeypatch):
    referral = make.referral()
    Referral.objects.filter(pk=referral.pk).update(danger_now=True)
    referral.refresh_from_db()
    with broken_policy(monkeypatch):
        reassess(referral)

    now = entry(referral)
    assert (now.rank, now.band) == (0, "medium")
    assert now.reason == f"The sender says that a child is in danger now; {AGAIN}"


def test_a_failure_is_counted_and_graded_again_it_is_as_before(monkeypatch):
    referral = make.referral()
    before = entry(referral)
    with broken_policy(monkeypatch):
        reassess(referral)
    assert queries.count_not_graded() == (0, 1, 0)
    assert not GradeChange.objects.exists()

    assert services.grade_ungraded(at=LATER) == 1
    assert not any(queries.count_not_graded())
    assert (entry(referral).band, entry(referral).reason) == ("medium", before.reason)
    assert not GradeChange.objects.exists()


def test_one_that_never_had_a_band_still_waits_after_high(monkeypatch):
    with broken_policy(monkeypatch):
        referral = make.referral()
        reassess(referral)
    assert (entry(referral).band, entry(referral).rank) == (None, 3)
    assert entry(referral).reason == "Rules could not run, so it waits after high"
