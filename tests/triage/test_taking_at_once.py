"""Many officers at once, each with a connection of their own, in a database where commits stay.

Nothing is given to two of them at one time, nothing is passed over, and each is given the more
urgent ones first: also while others hand back, decide, lose their half hour or are cut off.
"""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction

from symphony.core.grants import STAFF
from symphony.referrals.models import StatedPerson
from symphony.triage import queries, rules, services
from symphony.triage.models import Band, Decision, Path, QueueEntry
from tests import make

OFFICERS = 8
REFERRALS = 400
PATIENCE = 60


@pytest.fixture
def waiting(fresh_database):
    """Put referrals of several ranks into the queue; gives their keys, most urgent first."""
    dice = random.Random(1)
    arrivals = []
    for number in range(REFERRALS):
        people = [StatedPerson(part=StatedPerson.Part.CHILD)] if dice.random() < 0.3 else []
        received_at = make.NOON - timedelta(minutes=dice.randrange(5_000))
        arrivals.append(
            make.arrival(people=people, received_at=received_at, danger_now=number % 20 == 0)
        )
    services.take_in(arrivals, by="system:test", at=make.NOON)
    return list(queries.free_entries(at=make.NOON).values_list("pk", flat=True))


def together(work, officers):
    """Let every officer work at the same moment in a thread of their own; return what each did."""
    gate = threading.Barrier(len(officers))

    def run(officer):
        gate.wait(PATIENCE)
        try:
            return work(officer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(officers)) as threads:
        return list(threads.map(run, officers, timeout=PATIENCE))


@pytest.mark.slow
def test_each_is_given_once_none_is_passed_over_and_the_urgent_come_first(waiting):
    officers = [make.referral_officer() for _ in range(OFFICERS)]

    def work(officer):
        given = []
        for _ in range(30):
            referral = services.take_next(by=officer, at=make.NOON)
            given.append(referral.pk)
        return given

    by_officer = together(work, officers)

    taken = [key for given in by_officer for key in given]
    assert len(taken) == OFFICERS * 30
    assert Counter(taken) == Counter(waiting[: len(taken)])
    place = {key: number for number, key in enumerate(waiting)}
    for given in by_officer:
        assert [place[key] for key in given] == sorted(place[key] for key in given)
    held = QueueEntry.objects.filter(pk__in=taken).values_list("pk", "holder_id")
    assert dict(held) == {
        key: officer.pk
        for officer, given in zip(officers, by_officer, strict=True)
        for key in given
    }


@pytest.mark.slow
def test_while_others_decide_and_hand_back_nobody_is_given_what_another_has(waiting):
    officers = [make.referral_officer() for _ in range(OFFICERS)]
    hands: dict = {}
    doubles = []
    lock = threading.Lock()

    def work(officer):
        dice = random.Random(officer.pk)
        decided = []
        while (referral := services.take_next(by=officer, at=make.NOON)) is not None:
            with lock:
                if referral.pk in hands:
                    doubles.append((referral.pk, hands[referral.pk], officer.pk))
                hands[referral.pk] = officer.pk
            if dice.random() < 0.3:
                with lock:
                    del hands[referral.pk]
                services.hand_back(referral=referral, by=officer, at=make.NOON)
                continue
            decided.append(referral.pk)
            services.record_decision(
                referral=referral,
                band=Band.MEDIUM,
                path=Path.INVESTIGATE,
                rationale="An account that can be found.",
                why_different="Nothing more is known.",
                by=officer,
                at=make.NOON,
            )
        return decided

    by_officer = together(work, officers)

    assert doubles == []
    assert Counter(key for decided in by_officer for key in decided) == Counter(waiting)
    assert not QueueEntry.objects.filter(left_at=None).exists()
    assert Decision.objects.count() == REFERRALS


@pytest.mark.slow
def test_what_lapsed_is_given_anew_once_and_a_fresh_hold_stays(waiting):
    absent = make.referral_officer()
    for key in waiting[:100]:
        referral = QueueEntry.objects.select_related("referral").get(pk=key).referral
        services.hold(referral=referral, by=absent, at=make.NOON)
    later = make.NOON + rules.HOLD_WITHOUT_WORK
    kept = QueueEntry.objects.select_related("referral").get(pk=waiting[50]).referral
    services.hold(referral=kept, by=absent, at=make.NOON + timedelta(minutes=1))

    def work(officer):
        return [services.take_next(by=officer, at=later).pk for _ in range(20)]

    by_officer = together(work, [make.referral_officer() for _ in range(OFFICERS)])

    expected = [key for key in waiting if key != kept.pk][: OFFICERS * 20]
    assert Counter(key for given in by_officer for key in given) == Counter(expected)
    assert QueueEntry.objects.get(pk=kept.pk).holder == absent


def test_who_is_cut_off_in_the_middle_leaves_it_to_the_next(
    waiting, database_server, fresh_database
):
    url = database_server.url(STAFF, fresh_database)
    cut_off, officer, colleague = (make.referral_officer() for _ in range(3))
    began, ended = threading.Event(), threading.Event()
    pids = []

    def be_cut_off():
        with pytest.raises(OperationalError), transaction.atomic():
            assert services.take_next(by=cut_off, at=make.NOON).pk == waiting[0]
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids.append(cursor.fetchone()[0])
            began.set()
            assert ended.wait(PATIENCE)
            QueueEntry.objects.first()
        connections.close_all()

    thread = threading.Thread(target=be_cut_off)
    thread.start()
    assert began.wait(PATIENCE)
    # Nobody waits for the one in the middle: the next one is given.
    assert services.take_next(by=officer, at=make.NOON).pk == waiting[1]

    with psycopg.connect(url, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 10000)", pids).fetchone() == (True,)
    ended.set()
    thread.join(PATIENCE)

    assert QueueEntry.objects.get(pk=waiting[0]).holder is None
    assert services.take_next(by=colleague, at=make.NOON).pk == waiting[0]
