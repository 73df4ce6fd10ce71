"""Many reports from one place, through the real server and its several processes."""

import psycopg
import pytest
from django.db import connection

from bench.reporter import Reporter
from symphony.core import installation
from symphony.core.grants import STAFF
from symphony.core.models import Installation
from tests.public import browsing

pytestmark = pytest.mark.slow


def test_a_flood_is_noticed_whichever_process_takes_it_and_every_report_is_stored(
    fresh_database, database_server, monkeypatch
):
    monkeypatch.setenv("SYMPHONY_MOST_SENDINGS", "3")
    monkeypatch.setenv("SYMPHONY_CLIENT_ADDRESS_HEADER", "X-Real-IP")
    installation.begin(kind=Installation.Kind.REAL)
    connection.close()

    with browsing.serve(database_server, fresh_database) as address:
        sent = [_report(address, "192.0.2.77") for _ in range(8)]
        elsewhere = _report(address, "192.0.2.78")
    with psycopg.connect(database_server.url(STAFF, fresh_database)) as staff:
        doubts = dict(staff.execute("SELECT reference, doubts FROM letterbox_submission"))

    assert [doubts[reference] for reference in sent] == [[]] * 3 + [["flood"]] * 5
    assert doubts[elsewhere] == []


def _report(address, place):
    # A new connection each time, so that now one process answers and now the other.
    reporter = Reporter(address, patience=5, headers={"X-Real-IP": place})
    try:
        return reporter.report("One of many.", door="worried", identity="anonymous")
    finally:
        reporter.close()
