"""Officers as processes of their own, each with its own connection, who take work all at once.

What each of them notes is compared afterwards: was anything given to two people at one time, or
passed over?
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests import database

BARE = (
    "SELECT referral_id FROM triage_queueentry WHERE left_at IS NULL AND NOT is_doubtful"
    " AND holder_id IS NULL ORDER BY rank, due_at, referral_id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
STORE = "UPDATE triage_queueentry SET reason = reason WHERE referral_id = %s"
# Of what was taken: so much is decided, and the rest is handed back.
DECIDED = 0.7


@dataclass(frozen=True)
class Taken:
    """One referral in somebody's hands: from when to when, by the machine's own clock."""

    officer: str
    key: str
    seconds: float
    since: float
    until: float
    # Just before, on a connection beside: the bare statement, and the same with a row stored.
    bare: float = 0.0
    stored: float = 0.0


@dataclass(frozen=True)
class Work:
    """What each of the officers does: `takes` times, by one of the ways below."""

    way: str
    takes: int


def at_once(server: database.Server, name: str, officers: list[str], work: Work) -> list[Taken]:
    """Let the officers begin at the same moment; return everything that they took."""
    context = multiprocessing.get_context("spawn")
    barrier, found = context.Barrier(len(officers)), context.Queue()
    processes = [
        context.Process(target=_run, args=(server, name, officer, work, barrier, found))
        for officer in officers
    ]
    for process in processes:
        process.start()
    taken = [one for _ in processes for one in found.get()]
    for process in processes:
        process.join()
    return taken


def _run(
    server: database.Server, name: str, officer: str, work: Work, barrier: Any, found: Any
) -> None:
    import tests  # noqa: F401 - sets the environment that the settings read

    taken: list[Taken] = []
    try:
        step = WAYS[work.way](server, name, officer)
        barrier.wait()
        for _ in range(work.takes):
            if (one := step()) is None:
                break
            taken.append(one)
    finally:
        found.put(taken)


def _prepare(server: database.Server, name: str, officer: str) -> Any:
    import django

    django.setup()
    from bench.stock import connect
    from symphony.accounts.models import User

    connect(server, name)
    return User.objects.get(staff_number=officer)


def _keeps(server: database.Server, name: str, officer: str) -> Callable[[], Taken | None]:
    """Take one after another and keep them all."""
    person = _prepare(server, name, officer)
    from symphony.core.clock import now
    from symphony.triage import services

    def step() -> Taken | None:
        began = time.perf_counter()
        referral = services.take_next(by=person, at=now())
        seconds = time.perf_counter() - began
        if referral is None:
            return None
        return Taken(officer, str(referral.pk), seconds, time.monotonic(), float("inf"))

    return step


def _works(server: database.Server, name: str, officer: str) -> Callable[[], Taken | None]:
    """Take one, then decide on it or hand it back."""
    person = _prepare(server, name, officer)
    from symphony.core.clock import now
    from symphony.triage import services
    from symphony.triage.models import Band, Path

    dice = random.Random(officer)
    floors = _floors(server, name)

    def step() -> Taken | None:
        bare, stored = floors()
        began = time.perf_counter()
        referral = services.take_next(by=person, at=now())
        seconds, since = time.perf_counter() - began, time.monotonic()
        if referral is None:
            return None
        is_decided = dice.random() < DECIDED
        until = float("inf") if is_decided else time.monotonic()
        if is_decided:
            services.record_decision(
                referral=referral,
                band=Band.MEDIUM,
                path=Path.INVESTIGATE,
                rationale="Measured",
                why_different="Measured",
                by=person,
                at=now(),
            )
        else:
            services.hand_back(referral=referral, by=person, at=now())
        return Taken(officer, str(referral.pk), seconds, since, until, bare, stored)

    return step


def _floors(server: database.Server, name: str) -> Callable[[], tuple[float, float]]:
    """Return what measures the server's own share: locking the next one, and storing a row too."""
    import psycopg

    from symphony.core.grants import STAFF

    connection = psycopg.connect(server.url(STAFF, name))

    def once(*, store: bool) -> float:
        began = time.perf_counter()
        row = connection.execute(BARE).fetchone()
        if row and store:
            connection.execute(STORE, row)
        connection.commit()
        return time.perf_counter() - began

    return lambda: (once(store=False), once(store=True))


WAYS = {"keep": _keeps, "work": _works}


def given_twice(taken: list[Taken]) -> int:
    """Count how often somebody was given what another still had."""
    by_key: dict[str, list[Taken]] = {}
    for one in taken:
        by_key.setdefault(one.key, []).append(one)
    count = 0
    for each in by_key.values():
        each.sort(key=lambda one: one.since)
        count += sum(after.since < before.until for before, after in pairwise(each))
    return count


def passed_over(taken: list[Taken], order: list[str]) -> int:
    """Count what stood before the last one that was taken, and was given to nobody."""
    place = {key: number for number, key in enumerate(order)}
    given = {one.key for one in taken}
    last = max(place[key] for key in given)
    return sum(key not in given for key in order[: last + 1])


def out_of_order(taken: list[Taken], order: list[str]) -> int:
    """Count how often an officer was given something more urgent than what they had before."""
    place = {key: number for number, key in enumerate(order)}
    by_officer: dict[str, list[int]] = {}
    for one in sorted(taken, key=lambda one: one.since):
        by_officer.setdefault(one.officer, []).append(place[one.key])
    return sum(
        after < before for places in by_officer.values() for before, after in pairwise(places)
    )
