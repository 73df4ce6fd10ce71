"""Hears the notices that something waits, and says every few seconds that the worker lives."""

import time

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate.contrib.django import connector_params

from symphony.core import clock, notices
from symphony.core.models import WorkerBeat
from symphony.jobs import tasks
from symphony.jobs.stages import STAGES

BEAT_EVERY = 10.0
NAME = "worker"


async def listen() -> None:
    """Have a stage asked whenever a notice names it, until cancelled or the database goes."""
    async with await psycopg.AsyncConnection.connect(
        **connector_params(), autocommit=True
    ) as listening:
        await listening.execute(f"LISTEN {notices.CHANNEL}")
        # Whatever was said while nobody listened.
        waiting = set(STAGES)
        last_beat = 0.0
        while True:
            for stage in waiting & set(STAGES):
                await tasks.defer(stage)
            if time.monotonic() - last_beat > BEAT_EVERY:
                # A connection that the database closed meanwhile is replaced.
                await sync_to_async(close_old_connections)()
                await sync_to_async(beat)()
                last_beat = time.monotonic()
            # A burst of notices about one stage asks it once.
            heard = listening.notifies(timeout=BEAT_EVERY, stop_after=1)
            waiting = {notice.payload async for notice in heard}


def beat() -> None:
    """Record that the worker lives, in real time."""
    WorkerBeat.objects.update_or_create(name=NAME, defaults={"beat_at": clock.real_now()})
