"""Taking the next referral: one person at a time, most urgent first, none skipped."""

import itertools
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from symphony.referrals.models import StatedPerson
from symphony.triage import queries, rules, services
from tests import make


@pytest.mark.django_db
def test_the_most_urgent_free_one_is_given():
    officer, colleague = make.referral_officer(), make.referral_officer()
    medium = make.referral()
    high = make.referral(people=[StatedPerson(part=StatedPerson.Part.CHILD)])

    assert services.take_next(by=officer, at=make.NOON) == high
    assert services.take_next(by=colleague, at=make.NOON) == medium
    assert services.take_next(by=colleague, at=make.NOON) is None

    mine = queries.queue(viewer=officer, at=make.NOON, only=queries.QueueFilter(mine=True))
    assert [row.reference for row in mine.rows] == [high.reference]
    with pytest.raises(rules.NotAllowedToDecide):
        services.take_next(by=make.investigator(), at=make.NOON)


@pytest.mark.django_db
def test_a_hold_without_work_ends_after_half_an_hour():
    officer, colleague = make.referral_officer(), make.referral_officer()
    referral = make.referral()
    services.hold(referral=referral, by=officer, at=make.NOON)

    soon, later = make.NOON + timedelta(minutes=29), make.NOON + timedelta(minutes=30)
    with pytest.raises(services.HeldByAnother, match=officer.name):
        services.hold(referral=referral, by=colleague, at=soon)
    assert services.take_next(by=colleague, at=soon) is None
    assert services.take_next(by=colleague, at=later) == referral


@pytest.mark.django_db
def test_handed_back_it_is_free_at_once():
    officer, colleague = make.referral_officer(), make.referral_officer()
    referral = make.referral()
    services.hold(referral=referral, by=officer, at=make.NOON)

    with pytest.raises(services.HeldByAnother):
        services.hand_back(referral=referral, by=colleague, at=make.NOON)
    services.hand_back(referral=referral, by=officer, at=make.NOON)

    assert services.take_next(by=colleague, at=make.NOON) == referral


@pytest.mark.django_db
def test_opening_makes_it_read_for_that_person_only():
    officer, colleague = make.referral_officer(), make.referral_officer()
    referral = make.referral()
    services.mark_read(referral=referral, by=officer, at=make.NOON)

    def new_to(viewer):
        return queries.queue(viewer=viewer, at=make.NOON).rows[0].is_new

    assert (new_to(officer), new_to(colleague)) == (False, True)
    services.mark_unread(referral=referral, by=officer, at=make.NOON)
    assert new_to(officer)


@pytest.mark.django_db
def test_pages_of_the_queue_meet_without_gap_or_overlap():
    officer = make.referral_officer()
    for number in range(7):
        make.referral(received_at=make.NOON - timedelta(hours=number // 2))
    at = make.NOON

    whole = [row.reference for row in queries.queue(viewer=officer, at=at).rows]
    first = queries.queue(viewer=officer, at=at, limit=3)
    second = queries.queue(viewer=officer, at=at, limit=3, after=first.next)
    third = queries.queue(viewer=officer, at=at, limit=3, after=second.next)
    back = queries.queue(viewer=officer, at=at, limit=3, before=third.previous)

    pages = [[row.reference for row in page.rows] for page in (first, second, third)]
    assert list(itertools.chain(*pages)) == whole and len(whole) == 7
    assert (first.previous, third.next, first.total) == (None, None, 7)
    assert [row.reference for row in back.rows] == pages[1]


@pytest.mark.django_db
def test_a_page_of_the_queue_takes_two_queries(django_assert_num_queries):
    officer = make.referral_officer()
    for _ in range(5):
        make.referral(danger_now=True)
    with django_assert_num_queries(2):
        assert len(queries.queue(viewer=officer, at=make.NOON).rows) == 5


def test_many_officers_at_once_are_given_every_referral_exactly_once(fresh_database):
    officers = [make.referral_officer() for _ in range(4)]
    expected = {make.referral().reference for _ in range(20)}
    taken: list[str] = []

    def work(officer):
        try:
            while (referral := services.take_next(by=officer, at=make.NOON)) is not None:
                taken.append(referral.reference)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(taken) == Counter(expected)


def test_two_officers_who_take_one_referral_at_once_do_not_both_get_it(fresh_database):
    officers = [make.referral_officer() for _ in range(2)]
    for _ in range(10):
        referral, ready, refused = make.referral(), threading.Barrier(2), []

        def work(officer, referral=referral, ready=ready, refused=refused):
            try:
                ready.wait()
                services.hold(referral=referral, by=officer, at=make.NOON)
            except services.HeldByAnother:
                refused.append(officer)
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(officer,)) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(refused) == 1
        assert queries.entry(referral).holder not in refused
