"""The queue page at 10,000 waiting referrals: p50 and p95 of a signed-in officer, and its queries.

    python -m bench.queue [--referrals 10000] [--requests 200]

The floor in the same run is the readiness page of the same server, which asks the database once.
"""

import argparse
import json
import random
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from bench.officer import Officer
from bench.stock import connect
from tests import database, live

BATCH = 500


def measure(referrals: int = 10_000, requests: int = 200) -> dict[str, Any]:
    """Return milliseconds of the queue and of the floor, their ratio, and the queries of a page."""
    import django

    django.setup()
    with database.server() as server:
        name = "bench_queue"
        server.clone(name)
        connect(server, name)
        _fill(referrals)
        queries = _queries()
        with live.sites(server, name) as sites:
            officer = _at_work(sites.staff, requests)
    page, floor = _spread(officer.seconds["queue"]), _spread(officer.seconds["ready"])
    return {
        "waiting": referrals,
        "queue_ms": page,
        "readiness_ms": floor,
        "queue_against_readiness": round(page["p50"] / floor["p50"], 1),
        "queries_of_the_page": queries,
    }


def _fill(referrals: int) -> None:
    from datetime import timedelta

    from symphony.core.clock import now
    from symphony.referrals.models import StatedPerson
    from symphony.triage import services as triage
    from tests import make
    from tests.journeys.people import make_accounts

    dice = random.Random(1)
    at = now()
    for begin in range(0, referrals, BATCH):
        arrivals = []
        for _ in range(min(BATCH, referrals - begin)):
            people = [StatedPerson(part="child")] if dice.random() < 0.3 else []
            received_at = at - timedelta(minutes=dice.randint(1, 40_000))
            arrivals.append(make.arrival(people=people, received_at=received_at))
        triage.take_in(arrivals, by="system:bench", at=at)
    make_accounts()


def _queries() -> int:
    """Count the page's database questions, with the test client, as a signed-in officer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from symphony.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(staff_number="7001"))
    client.get("/staff/referrals/queue/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/staff/referrals/queue/").status_code == 200
    return len(captured)


def _at_work(site: str, requests: int) -> Officer:
    """Let an officer open the queue and the floor by turns; return them with what it took."""
    from tests.journeys.people import PASSWORD, address

    officer = Officer(site, email=address("desk"), password=PASSWORD)
    for number in range(requests + 10):
        officer.look()
        officer.look_whether_it_runs()
        if number == 9:
            officer.forget()
    officer.close()
    return officer


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    took = [second * 1000 for second in seconds]
    return {"p50": round(median(took), 1), "p95": round(quantiles(took, n=20)[-1], 1)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--referrals", type=int, default=10_000)
    arguments.add_argument("--requests", type=int, default=200)
    found = arguments.parse_args()
    print(json.dumps(measure(found.referrals, found.requests), indent=2))


if __name__ == "__main__":
    main()
