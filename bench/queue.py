"""The queue page at 10,000 waiting referrals: p50 and p95 of a signed-in officer, and its queries.

    python -m bench.queue [--referrals 10000] [--requests 200]

The floor in the same run is the readiness page of the same server, which asks the database once.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from tests import database, live

BATCH = 500


def measure(referrals: int = 10_000, requests: int = 200) -> dict[str, Any]:
    """Return milliseconds of the queue and of the floor, their ratio, and the queries of a page."""
    import django

    django.setup()
    with database.server() as server:
        name = "bench_queue"
        server.clone(name)
        _connect(server, name)
        _fill(referrals)
        queries = _queries()
        with live.sites(server, name) as sites:
            fetch = _signed_in(sites.staff)
            page = _times(lambda: fetch("/staff/referrals/queue/"), requests)
            floor = _times(lambda: fetch("/health/ready"), requests)
    return {
        "waiting": referrals,
        "queue_ms": page,
        "readiness_ms": floor,
        "queue_against_readiness": round(page["p50"] / floor["p50"], 1),
        "queries_of_the_page": queries,
    }


def _connect(server: database.Server, name: str) -> None:
    import psycopg
    from django.db import connection

    from symphony.core.grants import STAFF

    parts = psycopg.conninfo.conninfo_to_dict(server.url(STAFF, name))
    connection.close()
    connection.settings_dict.update(
        NAME=name,
        USER=STAFF,
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT=parts["port"],
    )


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


def _signed_in(site: str) -> Callable[[str], None]:
    """Sign in by the page, and return what fetches a page of the staff site as that officer."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy
    from urllib.parse import urlencode
    from urllib.request import HTTPCookieProcessor, Request, build_opener

    from tests.journeys.people import PASSWORD, address

    # Off: it takes a plain host name such as localhost for one that no cookie can belong to.
    jar = CookieJar(DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainLiberal))
    opener = build_opener(HTTPCookieProcessor(jar))
    with opener.open(f"{site}/staff/account/sign-in/") as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "email": address("desk"), "password": PASSWORD}
    opener.open(
        Request(
            f"{site}/staff/account/sign-in/",
            data=urlencode(form).encode(),
            headers={"Origin": site},
        )
    ).close()

    def fetch(path: str) -> None:
        with opener.open(site + path) as answer:
            answer.read()
            assert answer.url == site + path, answer.url

    return fetch


def _times(fetch: Callable[[], None], requests: int) -> dict[str, float]:
    for _ in range(10):
        fetch()
    took = []
    for _ in range(requests):
        began = time.perf_counter()
        fetch()
        took.append((time.perf_counter() - began) * 1000)
    return {"p50": round(median(took), 1), "p95": round(quantiles(took, n=20)[-1], 1)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--referrals", type=int, default=10_000)
    arguments.add_argument("--requests", type=int, default=200)
    found = arguments.parse_args()
    print(json.dumps(measure(found.referrals, found.requests), indent=2))


if __name__ == "__main__":
    main()
