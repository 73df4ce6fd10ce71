"""Counting by place: shared by the processes of a server, forgotten in time, telling nobody."""

import multiprocessing
import os
import pickle
import signal
import threading
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.test import RequestFactory

from symphony.public import places
from symphony.public.places import Counter

HERE = "192.0.2.44"


def request(address=HERE, **headers):
    return RequestFactory(headers=headers).post("/report/", REMOTE_ADDR=address)


@pytest.fixture
def counter():
    return Counter("tries", limit=3)


def test_each_act_from_a_place_is_counted(counter):
    assert [counter.count(request()) for _ in range(3)] == [1, 2, 3]


def test_another_place_has_its_own_count(counter):
    for _ in range(5):
        counter.count(request())

    assert counter.count(request("192.0.2.45")) == 1


def test_a_place_is_crowded_once_the_limit_is_reached_and_asking_counts_nothing(counter):
    seen = []
    for _ in range(4):
        seen.append(counter.is_crowded(request()))
        counter.is_crowded(request())
        counter.count(request())

    assert seen == [False, False, False, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.44", "192.0.2.44", True),
        ("", "no address", True),
    ],
)
def test_an_ipv6_household_is_one_place(counter, one, other, same):
    counter.count(request(one))

    assert counter.count(request(other)) == (2 if same else 1)


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_names(counter, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    counter.count(request("127.0.0.1", **{"X-Real-IP": HERE}))

    assert counter.count(request("127.0.0.1", **{"X-Real-IP": "192.0.2.45"})) == 1
    assert counter.count(request("127.0.0.2", **{"X-Real-IP": HERE})) == 2


def test_without_a_proxy_no_header_moves_a_sender_to_another_place(counter):
    counter.count(request())

    for name in ("X-Real-IP", "X-Forwarded-For", "Forwarded"):
        counter.count(request(**{name: "192.0.2.99"}))
    assert counter.count(request()) == 5


def test_a_list_of_addresses_in_the_header_is_one_place_however_it_begins(counter, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    counter.count(request(**{"X-Forwarded-For": "192.0.2.1, 192.0.2.44"}))

    assert counter.count(request(**{"X-Forwarded-For": "192.0.2.2, 192.0.2.44"})) == 2


def test_the_processes_of_a_server_share_the_counts(counter):
    counter.count(request())
    forked = multiprocessing.get_context("fork").Process(target=_count, args=(counter, 2))
    forked.start()
    forked.join(30)

    assert forked.exitcode == 0
    assert counter.count(request()) == 4


def test_processes_and_threads_that_count_at_once_lose_nothing(counter):
    context = multiprocessing.get_context("fork")
    forked = [context.Process(target=_count, args=(counter, 200)) for _ in range(3)]
    for each in forked:
        each.start()
    threads = [threading.Thread(target=_count, args=(counter, 200)) for _ in range(3)]
    for each in threads:
        each.start()
    for each in (*forked, *threads):
        each.join(60)

    assert counter.count(request()) == 1201


def test_a_process_that_is_killed_while_it_counts_stops_no_other(counter):
    forked = multiprocessing.get_context("fork").Process(target=_die_inside, args=(counter,))
    forked.start()
    forked.join(30)

    assert forked.exitcode != 0
    assert counter.count(request()) == 1


def _count(counter, times):
    for _ in range(times):
        counter.count(request())


def _die_inside(counter):
    with counter._alone():
        os.kill(os.getpid(), signal.SIGKILL)


def test_after_ten_minutes_nothing_is_left_and_the_key_is_another():
    assert timedelta(minutes=10) == places.WINDOW
    counter = Counter("tries", limit=3)
    counter.count(request())
    slots, key = counter._slots(request()), counter._memory[8:40]

    with mock.patch.object(places.time, "monotonic", lambda: 7 * 24 * 3600.0):
        assert not counter.is_crowded(request())
        assert counter._memory[8:40] != key
        assert counter._slots(request()) != slots
        assert not any(counter._counts)


def test_the_window_ends_by_itself_when_nobody_comes_any_more():
    counter = Counter("tries", limit=3, window=timedelta(seconds=0.5))
    counter.count(request())
    key = counter._memory[8:40]

    until = time.monotonic() + 10
    while counter._memory[8:40] == key and time.monotonic() < until:
        time.sleep(0.05)
    assert counter._memory[8:40] != key
    assert not any(counter._counts)


def test_within_the_ten_minutes_the_count_goes_on():
    counter = Counter("tries", limit=3)
    with mock.patch.object(places.time, "monotonic", lambda: 600_000.0):
        counter.count(request())
    with mock.patch.object(places.time, "monotonic", lambda: 600_599.9):
        assert counter.count(request()) == 2


def test_what_it_holds_shows_no_address(counter):
    counter.count(request())
    held = [repr(counter), str(vars(counter)), bytes(counter._memory)]

    for needle in (HERE, HERE.encode(), bytes(map(int, HERE.split(".")))):
        for each in held:
            if type(each) is type(needle):
                assert needle not in each
    with pytest.raises(TypeError):
        pickle.dumps(counter)


def test_nothing_of_it_reaches_a_file(counter):
    for _ in range(20):
        counter.count(request())

    assert os.fstat(counter._lock).st_size == 0


def test_each_kind_of_act_is_counted_by_itself():
    places.SENDINGS.count(request())

    assert places.GUESSES.count(request()) == 1
