"""The background worker (`python -m symphony.jobs.worker`)."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import django
import psycopg
import structlog

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
# One more than `stages.ONE_AT_A_TIME` has, which may take long: they never fill all of them.
CONCURRENCY = 4
FINISH_WITHIN, END_WITHIN = 10.0, 20.0

log = structlog.get_logger("symphony.jobs")


def main() -> None:
    """Work until told to stop; a database that goes away is waited for."""
    django.setup()

    from symphony.core import standing

    standing.check_may_serve(os.environ["SYMPHONY_DATABASE_URL"])
    # It says of every job that it starts and ends; what failed is enough.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    asyncio.run(_work_until_stopped())


async def _work_until_stopped() -> None:
    from django.db import DatabaseError
    from procrastinate.exceptions import ConnectorException

    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    pause = SHORTEST_PAUSE
    while not stopping.is_set():
        working = asyncio.create_task(_work())
        told = asyncio.create_task(stopping.wait())
        await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if stopping.is_set():
            _end_for_certain()
            working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            pass
        except (ConnectorException, psycopg.OperationalError, DatabaseError) as reason:
            log.warning("worker_interrupted", fault=type(reason).__name__, pause=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _work() -> None:
    from procrastinate.contrib.django import app, connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    from symphony.jobs.listening import listen

    with app.replace_connector(PsycopgConnector(kwargs=connector_params())) as working:
        async with working.open_async():
            worker = working.run_worker_async(
                concurrency=CONCURRENCY,
                shutdown_graceful_timeout=FINISH_WITHIN,
                install_signal_handlers=False,
            )
            await _until_one_ends(worker, listen())


async def _until_one_ends(*works: Coroutine[Any, Any, None]) -> None:
    """Run several works until one of them ends or fails, and end the others in good order."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def _end_for_certain() -> None:
    """End even if a job hangs: it is started again elsewhere, and can be."""
    last_resort = threading.Timer(END_WITHIN, os._exit, [1])
    last_resort.daemon = True
    last_resort.start()


if __name__ == "__main__":
    main()
