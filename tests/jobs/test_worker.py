"""The worker as a process: it hears notices, outlives the database's absence, and stops."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from django.db import connection

from symphony.core.grants import STAFF
from symphony.core.models import WorkerBeat
from symphony.letterbox.models import Submission
from symphony.referrals.models import Referral
from tests.letterbox import ordinary

pytestmark = pytest.mark.slow


def wait_until(condition, what, patience=30):
    began = time.monotonic()
    while not (found := condition()):
        assert time.monotonic() - began < patience, f"waited {patience} s until {what}"
        time.sleep(0.02)
    return found


@pytest.fixture
def worker(fresh_database, database_server):
    url = database_server.url(STAFF, fresh_database)
    environment = os.environ | {"SYMPHONY_SITE": "worker", "SYMPHONY_DATABASE_URL": url}
    process = subprocess.Popen(
        [sys.executable, "-m", "symphony.jobs.worker"], env=environment, stderr=subprocess.DEVNULL
    )
    wait_until(WorkerBeat.objects.exists, "the worker was heard")
    yield process
    process.kill()
    process.wait()


def collected():
    return not Submission.objects.filter(collected_at=None).exists()


def test_a_report_from_the_public_is_in_the_queue_at_once(worker):
    reference = ordinary.put()

    began = time.monotonic()
    wait_until(collected, "the letterbox was empty")

    assert time.monotonic() - began < 5
    assert Referral.objects.filter(reference=reference).exists()


def test_it_comes_back_when_the_database_does_and_misses_nothing(
    worker, database_server, fresh_database
):
    with psycopg.connect(database_server.admin_url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = %s",
            [fresh_database, STAFF],
        )
    connection.close()
    ordinary.put()
    wait_until(collected, "the letterbox was empty")
    ordinary.put()
    wait_until(collected, "the letterbox was empty again")
    assert worker.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(worker, number):
    worker.send_signal(number)

    assert worker.wait(15) == 0


def test_it_does_not_run_as_the_owner(fresh_database, database_server):
    url = database_server.url("symphony_owner", fresh_database)
    environment = os.environ | {"SYMPHONY_SITE": "worker", "SYMPHONY_DATABASE_URL": url}

    done = subprocess.run(
        [sys.executable, "-m", "symphony.jobs.worker"],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    assert "does not serve as symphony_owner" in done.stderr
