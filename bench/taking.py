"""Officers who take work at once, on a queue before years of decided referrals.

    python -m bench.taking [--referrals 100000 1000000] [--waiting 20000] [--takes 10000]

One, four and sixteen officers look at the queue and take the next referral through the real staff
site, and then through the service alone, each in a process of their own. The floors of the same
run are the readiness page of the same site, and the bare `SELECT ... FOR UPDATE SKIP LOCKED LIMIT
1`, alone and with a row stored. Nobody stops to think, so sixteen are far more than sixteen people;
then they do it again as people would, with a time to read before each press. At last sixteen take
10,000 as fast as they can, and it is counted what two were given, or nobody.
Equally many wait at every size: the ratio of two sizes is what the decided ones cost.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from bench import stock, takers
from bench.officer import Officer
from bench.stock import Stock
from tests import database, live

OFFICERS = (1, 4, 16)
NUMBERS = [f"81{number:02}" for number in range(max(OFFICERS))]


def measure(
    referrals: Sequence[int] = (100_000, 1_000_000),
    waiting: int = 20_000,
    takes: int = 10_000,
    requests: int = 320,
    think: float = 5,
) -> dict[str, Any]:
    """Return milliseconds and ratios for each size, and what was given twice or passed over.

    :param think: seconds that an officer who stops to read takes for it, on average
    """
    import django

    django.setup()
    found = {}
    with database.server() as server:
        stock.wait_for_the_disk(server)
        for size in referrals:
            one = Stock(size, min(waiting, size))
            found[f"{one.referrals:,}, {one.waiting:,} waiting"] = _size(
                server, one, takes=takes, requests=requests, think=think
            )
    sizes = list(found.values())
    if len(sizes) > 1:
        found["last_against_first"] = _against(sizes[-1], sizes[0])
    return found


def _size(
    server: database.Server, size: Stock, *, takes: int, requests: int, think: float
) -> dict[str, Any]:
    name = f"bench_taking_{size.referrals}"
    server.clone(name)
    stock.connect(server, name)
    _make_accounts()
    stock.fill(server, name, size)
    _tell(f"{size.referrals:,} referrals are there")
    found: dict[str, Any] = {"service": {}, "site": {}, "site_with_time_to_read": {}}
    for count in OFFICERS:
        found["service"][f"officers_{count}"] = _service(server, name, count, requests)
        _tell(f"{count} by the service: {found['service'][f'officers_{count}']}")
    with live.sites(server, name) as sites:
        for way, pause in (("site", 0.0), ("site_with_time_to_read", think)):
            for count in OFFICERS:
                measured = _site(sites.staff, count, requests, pause)
                found[way][f"officers_{count}"] = measured
                _tell(f"{count} by the {way.replace('_', ' ')}: {measured}")
    found["all_at_once"] = _all_at_once(server, name, takes)
    _tell(f"all at once: {found['all_at_once']}")
    stock.disconnect()
    server.drop(name)
    return found


def _make_accounts() -> None:
    from symphony.accounts import services as accounts
    from symphony.accounts.permissions import Role
    from symphony.accounts.queries import intake_team
    from symphony.core.clock import now
    from tests.journeys.people import PASSWORD

    for number in NUMBERS:
        accounts.create_account(
            email=f"{number}@example.org",
            name=f"Officer {number}",
            staff_number=number,
            role=Role.REFERRAL_OFFICER,
            team=intake_team(),
            password=PASSWORD,
            by="system:bench",
            at=now(),
            must_change_password=False,
        )


def _service(server: database.Server, name: str, count: int, takes: int) -> dict[str, Any]:
    """Take, decide and hand back through the service; beside it the bare statement."""
    each = max(1, takes // count)
    officers = NUMBERS[:count]
    taken = takers.at_once(server, name, officers, takers.Work("work", each))
    took = _spread(one.seconds for one in taken)
    bare, stored = _spread(one.bare for one in taken), _spread(one.stored for one in taken)
    return {
        "take_next_ms": took,
        "bare_statement_ms": bare,
        "bare_statement_and_a_row_stored_ms": stored,
        "take_next_against_bare_p50": round(took["p50"] / bare["p50"], 1),
        "take_next_against_stored_p50": round(took["p50"] / stored["p50"], 1),
        "takes_a_second": _rate(taken),
        "given_twice": takers.given_twice(taken),
    }


def _site(site: str, count: int, requests: int, think: float) -> dict[str, Any]:
    """Look, take and hand back through the staff site.

    Those who stop to read do it 20 times each, so that one alone does not take half an hour.
    """
    from tests.journeys.people import PASSWORD

    with ThreadPoolExecutor(count) as threads:
        officers = list(
            threads.map(
                lambda number: Officer(site, email=f"{number}@example.org", password=PASSWORD),
                NUMBERS[:count],
            )
        )
        times = min(20, requests) if think else max(3, requests // count)
        list(threads.map(lambda officer: _loop(officer, times, think), officers))
    found = {
        kind: _spread(second for officer in officers for second in officer.seconds[kind])
        for kind in ("queue", "take", "ready")
    }
    for officer in officers:
        officer.close()
    return {
        **{f"{kind}_ms": one for kind, one in found.items()},
        "queue_against_ready_p50": round(found["queue"]["p50"] / found["ready"]["p50"], 1),
        "take_against_ready_p50": round(found["take"]["p50"] / found["ready"]["p50"], 1),
    }


def _loop(officer: Officer, times: int, think: float) -> None:
    page = officer.look()
    officer.forget()
    for _ in range(times):
        time.sleep(random.uniform(0, 2 * think))
        reading = officer.take_next(page)
        officer.look_whether_it_runs()
        time.sleep(random.uniform(0, 2 * think))
        page = officer.hand_back(reading)


def _all_at_once(server: database.Server, name: str, takes: int) -> dict[str, Any]:
    """Let everybody take and keep, as fast as they can."""
    from symphony.core.clock import now
    from symphony.triage import queries

    free = queries.free_entries(at=now()).values_list("referral_id", flat=True)
    order = [str(key) for key in free]
    each = min(takes, len(order)) // len(NUMBERS)
    taken = takers.at_once(server, name, NUMBERS, takers.Work("keep", each))
    return {
        "officers": len(NUMBERS),
        "takes": len(taken),
        "given_twice": takers.given_twice(taken),
        "passed_over": takers.passed_over(taken, order),
        "out_of_order": takers.out_of_order(taken, order),
        "take_next_ms": _spread(one.seconds for one in taken),
        "takes_a_second": _rate(taken),
    }


def _rate(taken: list[takers.Taken]) -> int:
    """Return how many are taken in a second by all together, with what they do in between."""
    since = [one.since for one in taken]
    return round(len(taken) / (max(since) - min(since)))


def _spread(seconds: Any) -> dict[str, float]:
    cuts = quantiles([second * 1000 for second in seconds], n=100)
    return {f"p{cut}": round(cuts[cut - 1], 2) for cut in (50, 95, 99)}


def _against(big: dict[str, Any], small: dict[str, Any]) -> dict[str, float]:
    ratios = {}
    kinds = (
        ("service", "take_next_ms"),
        ("site", "queue_ms"),
        ("site", "take_ms"),
        ("site_with_time_to_read", "queue_ms"),
    )
    for way, kind in kinds:
        for officers, one in big[way].items():
            for cut in ("p50", "p95"):
                before = small[way][officers][kind][cut]
                ratios[f"{way}_{kind[:-3]}_{officers}_{cut}"] = round(one[kind][cut] / before, 2)
    return ratios


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--referrals", type=int, nargs="+", default=[100_000, 1_000_000])
    arguments.add_argument("--waiting", type=int, default=20_000)
    arguments.add_argument("--takes", type=int, default=10_000)
    arguments.add_argument("--requests", type=int, default=320)
    arguments.add_argument("--think", type=float, default=5, help="seconds to read, on average")
    print(json.dumps(measure(**vars(arguments.parse_args())), indent=2))


if __name__ == "__main__":
    main()
