"""The public form: whole flows a second, each request's time, questions to the database, weight.

    python -m bench.reporting [--flows 40]

The floor in the same run is the readiness page of the same server, which asks the database once.
What anonymity costs is measured in one process: the same flows with the answers locked, and with
them kept as plain JSON.
"""

import argparse
import json
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import mean, median, quantiles
from typing import Any
from unittest import mock
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import tests  # noqa: F401 - sets the environment that the settings read
from bench.reporter import REDIRECTS, Fetched, Reporter
from tests import database, live

CLIENTS = (1, 4, 16)
GOAL_BYTES = 60_000
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def measure(flows: int = 40) -> dict[str, Any]:
    """Return flows a second and milliseconds by clients, questions and bytes by page, weights."""
    _become_the_public_site()
    with database.server() as server:
        name = "bench_reporting"
        server.clone(name)
        _connect(server, name)
        with live.sites(server, name) as sites:
            floor = _floor(sites.public)
            by_clients = {
                str(clients): _with(sites.public, clients, flows * clients) for clients in CLIENTS
            }
            weights = _weights(sites.public)
        found = {
            "clients": by_clients,
            "readiness_ms": floor,
            "request_against_readiness": round(by_clients["1"]["request_ms"]["p50"] / floor, 1),
            "pages": _pages(),
            "anonymity": _anonymity(flows),
            "first_view_bytes": weights,
            "heaviest_against_goal": round(max(weights.values()) / GOAL_BYTES, 2),
        }
        from django.db import connection

        connection.close()
    return found


def _become_the_public_site() -> None:
    os.environ["SYMPHONY_SITE"] = "public"
    import django

    django.setup()
    # A line a request would bury the result; the running sites write theirs to their logs.
    logging.disable(logging.INFO)


def _connect(server: database.Server, name: str) -> None:
    import psycopg
    from django.db import connection

    from symphony.core.grants import PUBLIC

    parts = psycopg.conninfo.conninfo_to_dict(server.url(PUBLIC, name))
    connection.settings_dict.update(
        NAME=name, USER=PUBLIC, PASSWORD=parts["password"], HOST=parts["host"], PORT=parts["port"]
    )


def _with(site: str, clients: int, flows: int) -> dict[str, Any]:
    """Let clients go through the form at the same time; return flows a second and their times."""
    seen: list[Fetched] = []
    left = list(range(flows))
    took: list[float] = []

    def work() -> None:
        reporter = Reporter(site, seen=seen.append)
        while left:
            number = left.pop()
            began = time.perf_counter()
            reporter.report(f"Measured report {number}")
            took.append(time.perf_counter() - began)
        reporter.close()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "flows": len(took),
        "flows_a_second": round(len(took) / (time.perf_counter() - began), 2),
        "flow_seconds": _spread(took, 1),
        "request_ms": _spread([one.seconds for one in seen], 1000),
        "requests_a_flow": round(len(seen) / len(took), 1),
    }


def _spread(values: list[float], factor: float) -> dict[str, float]:
    cuts = quantiles(values, n=100)
    return {
        "p50": round(median(values) * factor, 2),
        "p95": round(cuts[94] * factor, 2),
        "p99": round(cuts[98] * factor, 2),
    }


def _floor(site: str) -> float:
    reporter = Reporter(site)
    took = [reporter.get("/health/ready").seconds * 1000 for _ in range(200)]
    reporter.close()
    return round(median(took), 2)


@dataclass
class InProcess(Reporter):
    """The same person, in front of the site's own code in this process."""

    pages: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        from django.test import Client

        self._client = Client(SERVER_NAME="localhost")

    def _send(self, method: str, path: str, body: bytes | None) -> tuple[Fetched, str]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        headers = {"Referer": f"http://localhost{self._at}"} if self._at else {}
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            answer = self._client.generic(
                method,
                path,
                body or b"",
                content_type="application/x-www-form-urlencoded",
                headers=headers,
            )
            took = time.perf_counter() - began
        fetched = Fetched(method, answer.status_code, answer.content, took, len(answer.content))
        title = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.S)
        words = " ".join(re.sub(r"<[^>]*>", " ", title[1]).split()) if title else "(on its way)"
        self.pages.append(
            {"request": method, "page": words, "queries": len(asked), "bytes": fetched.size}
        )
        onward = answer.headers.get("Location", "") if answer.status_code in REDIRECTS else ""
        if not onward:
            self._at = path
        return fetched, urlsplit(onward).path


def _pages() -> list[dict[str, Any]]:
    """Return the questions to the database and the bytes of each page of one flow."""
    reporter = InProcess("http://localhost")
    reporter.report("Measured report")
    return reporter.pages


def _anonymity(flows: int) -> dict[str, Any]:
    """Return what locking the answers costs, as the ratio of whole flows; and the slow hash."""
    from symphony.letterbox import receipts, words

    locked, plain = [], []
    for number in range(flows):
        locked.append(_flow_seconds(number))
        with _plain_answers():
            plain.append(_flow_seconds(number))
    began = time.perf_counter()
    receipts.new_receipt(words.choose())
    slow_hash = time.perf_counter() - began
    return {
        "locked_flow_ms": round(mean(locked) * 1000, 1),
        "plain_flow_ms": round(mean(plain) * 1000, 1),
        "locked_against_plain": round(mean(locked) / mean(plain), 3),
        "slow_hash_of_six_words_ms": round(slow_hash * 1000, 1),
    }


def _flow_seconds(number: int) -> float:
    reporter = InProcess("http://localhost")
    began = time.perf_counter()
    reporter.report(f"Measured report {number}")
    return time.perf_counter() - began


@contextmanager
def _plain_answers() -> Iterator[None]:
    from symphony.core import sealing

    with (
        mock.patch.object(sealing, "lock", lambda key, value: json.dumps(value).encode()),
        mock.patch.object(sealing, "unlock", lambda key, locked: json.loads(bytes(locked))),
    ):
        yield


def _weights(site: str) -> dict[str, int]:
    """Return the bytes of a first view of every page: itself and what it loads, compressed."""
    reporter = Reporter(site)
    found: dict[str, int] = {}
    waiting = ["/", "/report/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        page = reporter.get(path)
        text = page.body.decode()
        assets = {urljoin(f"{site}{path}", link) for link in ASSET.findall(text)}
        found[path] = page.size + sum(map(_wire_bytes, assets))
        links = re.findall(r'href="(/[^"#?]*)"', text)
        waiting += [one for one in links if not one.startswith("/static/") and "leave" not in one]
    reporter.close()
    return dict(sorted(found.items()))


def _wire_bytes(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "br"}), timeout=30) as answer:
        return len(answer.read())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--flows", type=int, default=40)
    print(json.dumps(measure(arguments.parse_args().flows), indent=2))


if __name__ == "__main__":
    main()
