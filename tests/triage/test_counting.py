"""How many wait: one query each, and counted only as far as anybody reads the number."""

from datetime import timedelta

import pytest
from django.db import connection

from symphony.referrals.models import StatedPerson
from symphony.triage import queries, services
from symphony.triage.queries import assessing, counting, waiting
from symphony.triage.queries.counting import OrMore
from tests import make


@pytest.mark.django_db
def test_the_bands_are_counted_in_one_query(django_assert_num_queries):
    officer = make.referral_officer()
    make.referral(people=[StatedPerson(part=StatedPerson.Part.CHILD)])
    for _ in range(3):
        make.referral()
    make.case()  # its referral was decided

    with django_assert_num_queries(1):
        counts = queries.counts_by_band(viewer=officer)

    assert list(counts) == ["very_high", "high", "not_graded", "medium", "low"]
    assert (counts["high"], counts["medium"], sum(counts.values())) == (1, 3, 4)
    assert set(queries.counts_by_band(viewer=make.press_officer()).values()) == {0}


@pytest.mark.django_db
def test_a_count_that_was_not_taken_to_its_end_says_so(monkeypatch):
    monkeypatch.setattr(counting, "A_BAND_COUNTED_TO", 2)
    monkeypatch.setattr(waiting, "COUNTED_TO", 2)
    monkeypatch.setattr(counting, "COUNTED_TO", 2)
    officer = make.referral_officer()
    for _ in range(3):
        make.referral(received_at=make.NOON - timedelta(days=60))
    counts = queries.counts_by_band(viewer=officer)

    assert f"{counts['medium']:,} {sum(counts.values())}" == "2+ 2+"
    late = queries.overdue(viewer=officer, at=make.NOON)
    assert (len(late.rows), str(late.count), str(late.count - 1)) == (3, "2+", "1+")
    since = queries.count_received_since(viewer=officer, since=make.NOON - timedelta(days=90))
    assert str(since) == "2+"
    assert f"{OrMore(10_000):,}" == "10,000+" and OrMore(10) > 9


@pytest.mark.django_db
def test_what_is_new_is_looked_for_among_those_that_stand_first(
    monkeypatch, django_assert_num_queries
):
    officer = make.referral_officer()
    old, new, last = (
        make.referral(received_at=make.NOON - timedelta(hours=hours)) for hours in (5, 4, 3)
    )
    services.mark_read(referral=old, by=officer, at=make.NOON)

    with django_assert_num_queries(1):
        assert queries.count_new(viewer=officer) == 2
    assert queries.count_new(viewer=officer, most=1) == 1
    monkeypatch.setattr(counting, "NEW_AMONG", 2)
    assert queries.count_new(viewer=officer) == 1
    services.mark_read(referral=new, by=officer, at=make.NOON)
    assert queries.count_new(viewer=officer) == 0
    assert last.reference in [
        row.reference for row in queries.queue(viewer=officer, at=make.NOON).rows
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_page_far_down_begins_at_its_place_in_the_index(side):
    place = waiting.Cursor(3, make.NOON, make.referral().pk)
    found = waiting.free_entries(at=make.NOON).filter(
        waiting._beyond(place, forwards=side == "after")
    )
    plan = _plan(found)

    sign = ">" if side == "after" else "<"
    assert f"Index Cond: (ROW(rank, due_at, referral_id) {sign} ROW(3," in plan
    assert "triage_queue_in_order" in plan and "Sort" not in plan


@pytest.mark.django_db
def test_the_next_one_and_the_overdue_stand_in_an_index(django_assert_num_queries):
    officer = make.referral_officer()
    for _ in range(3):
        make.referral()

    assert "Sort" not in _plan(queries.free_entries(at=make.NOON)[:1])
    late = waiting.entries_for(viewer=officer, only=queries.QueueFilter())
    plan = _plan(late.filter(due_at__lt=make.NOON).order_by("due_at", "referral")[:5])
    assert "triage_queue_by_due" in plan and "Sort" not in plan
    # Asked each minute, of all that ever came.
    assert "triage_queue_not_graded" in _plan(assessing.ungraded())
    # One of them asks which of them were ever paused.
    with django_assert_num_queries(3):
        queries.overdue(viewer=officer, at=make.NOON)


def _plan(found):
    """Return how the server would go about it in a table too long to read through."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        # Of a few rows the server sorts as gladly; no index in this order, and it still has to.
        cursor.execute("SET LOCAL enable_sort = off")
    return found.explain()
