"""An alert with the real worker: asked and mailed within seconds, and gone on with after a kill."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from symphony.core.clock import real_now
from symphony.core.grants import STAFF
from symphony.triage.models import AlertStep
from tests import make
from tests.accounts.rota import on_call
from tests.mail import Sink, sink

pytestmark = pytest.mark.slow

HOUR = timedelta(hours=1)


@pytest.fixture
def start(fresh_database, database_server):
    running = []

    def started(server: Sink):
        environment = os.environ | {
            "SYMPHONY_SITE": "worker",
            "SYMPHONY_DATABASE_URL": database_server.url(STAFF, fresh_database),
            "SYMPHONY_EMAIL_URL": server.url,
            "SYMPHONY_EMAIL_FROM": "symphony@example.org",
        }
        program = [sys.executable, "-m", "symphony.jobs.worker"]
        running.append(subprocess.Popen(program, env=environment, stderr=subprocess.DEVNULL))
        return running[-1]

    yield started
    for process in running:
        process.kill()
        process.wait()


def wait_until(condition, what, patience=40):
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < patience, f"waited {patience} s until {what}"
        time.sleep(0.05)


def test_it_goes_on_after_the_worker_was_killed(start, settings):
    first, second = make.referral_officer(), make.supervisor()
    for order, person in ((1, first), (2, second)):
        on_call(person, order=order, begins_at=real_now() - HOUR, ends_at=real_now() + HOUR)
    # Just now: a clock that ran out would be news to the supervisor, too.
    make.referral(danger_now=True, received_at=real_now())

    with sink(settings) as server:
        worker = start(server)
        wait_until(lambda: server.recipients == [first.email], "the first on call was mailed")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        AlertStep.objects.update(answer_by=real_now() - HOUR)
        start(server)
        wait_until(lambda: second.email in server.recipients, "the second on call was mailed")

    assert [step.person for step in AlertStep.objects.order_by("level")] == [first, second]
    assert {message.rpartition("\n\n")[2].strip() for message in server.messages} == {
        "Symphony: new work"
    }
