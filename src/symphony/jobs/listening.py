"""Hears the notices that something waits, and says every few seconds that the worker lives."""

import threading
import time

import psycopg
import structlog
from django.db import DatabaseError, connection, connections

from symphony.core import clock, notices
from symphony.core.models import WorkerBeat
from symphony.jobs import tasks
from symphony.jobs.stages import STAGES

BEAT_EVERY = 10.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
NAME = "worker"

log = structlog.get_logger("symphony.jobs")


class Listener(threading.Thread):
    """One connection that waits for notices; it comes back when the database does."""

    def __init__(self) -> None:
        super().__init__(name="notices", daemon=True)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End within a moment."""
        self._stopping.set()

    def run(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._stopping.is_set():
            try:
                self._listen()
                pause = SHORTEST_PAUSE
            except (psycopg.OperationalError, DatabaseError) as reason:
                log.warning("notices_interrupted", fault=type(reason).__name__)
                pause = min(pause * 2, LONGEST_PAUSE)
            finally:
                connections.close_all()
            self._stopping.wait(pause)

    def _listen(self) -> None:
        parameters = connection.get_connection_params()
        for not_of_libpq in ("cursor_factory", "context", "pool"):
            parameters.pop(not_of_libpq, None)
        with psycopg.connect(**parameters, autocommit=True) as listening:
            listening.execute(f"LISTEN {notices.CHANNEL}")
            # Whatever was said while nobody listened.
            for stage in STAGES:
                tasks.defer(stage)
            last_beat = 0.0
            while not self._stopping.is_set():
                if time.monotonic() - last_beat > BEAT_EVERY:
                    beat()
                    last_beat = time.monotonic()
                # A burst of notices about one stage asks it once.
                for stage in {notice.payload for notice in listening.notifies(timeout=1)}:
                    if stage in STAGES:
                        tasks.defer(stage)


def beat() -> None:
    """Record that the worker lives, in real time."""
    WorkerBeat.objects.update_or_create(name=NAME, defaults={"beat_at": clock.real_now()})
