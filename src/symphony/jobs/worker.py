"""The background worker (`python -m symphony.jobs.worker`)."""

import logging
import os
import signal
import threading
from types import FrameType

import django
import psycopg
import structlog

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
# Stages keep to themselves by their locks; two at a time, so that a long one delays no other.
CONCURRENCY = 2


def main() -> None:
    """Work until told to stop; a database that goes away is waited for."""
    django.setup()

    from django.db import DatabaseError
    from procrastinate.contrib.django import app, connector_params
    from procrastinate.exceptions import ConnectorException
    from procrastinate.psycopg_connector import PsycopgConnector

    from symphony.core import standing
    from symphony.jobs.listening import Listener

    standing.check_may_serve(os.environ["SYMPHONY_DATABASE_URL"])
    log = structlog.get_logger("symphony.jobs")
    # It says of every job that it starts and ends; what failed is enough.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    stopping = threading.Event()
    listener = Listener()
    listener.start()
    pause = SHORTEST_PAUSE
    while not stopping.is_set():
        _stop_when_told(stopping)
        try:
            with app.replace_connector(PsycopgConnector(kwargs=connector_params())) as working:
                working.run_worker(
                    concurrency=CONCURRENCY, shutdown_graceful_timeout=10, delete_jobs="never"
                )
            break
        except (ConnectorException, psycopg.OperationalError, DatabaseError) as reason:
            log.warning("worker_interrupted", fault=type(reason).__name__, pause=pause)
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
    listener.stop()
    listener.join(timeout=5)


def _stop_when_told(stopping: threading.Event) -> None:
    """While no worker runs that would take the signal itself, note that it came."""

    def note(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, note)


if __name__ == "__main__":
    main()
