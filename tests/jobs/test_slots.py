"""What takes long never has all slots of the worker: an alert is asked about meanwhile."""

from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.models import ProcrastinateJob

from symphony.jobs import tasks, worker
from symphony.jobs.stages import ONE_AT_A_TIME, STAGES
from tests.jobs.test_tasks import run


async def begun() -> str | None:
    """Take the job that a free slot of a worker takes, and return which stage it asks."""
    connector = PsycopgConnector(kwargs=connector_params())
    with app.replace_connector(connector) as working:
        async with working.open_async():
            worker = await working.job_manager.register_worker()
            job = await working.job_manager.fetch_job(queues=None, worker_id=worker)
            return str(job.task_kwargs["stage"]) if job else None


@pytest.mark.parametrize("stage", ONE_AT_A_TIME)
def test_the_same_stage_is_not_begun_while_it_runs(fresh_database, stage):
    run(tasks.defer, stage=stage)
    assert run(begun) == stage
    run(tasks.defer, stage=stage)
    assert run(begun) is None
    assert ProcrastinateJob.objects.filter(status="todo").count() == 1


def test_one_slot_is_left_when_all_that_takes_long_runs(fresh_database):
    for stage in (*ONE_AT_A_TIME, *ONE_AT_A_TIME):
        run(tasks.defer, stage=stage)
    taken = [run(begun) for _ in range(worker.CONCURRENCY)]
    assert sorted(filter(None, taken)) == sorted(ONE_AT_A_TIME)
    run(tasks.watch.func, timestamp=0)
    assert run(begun) == "alerts" or run(begun) == "notices"


def test_alerts_and_their_notices_are_taken_before_what_came_earlier(fresh_database):
    for stage in ("queue", "letterbox", "notices", "alerts"):
        run(tasks.defer, stage=stage)
    assert [run(begun) for _ in range(3)] == ["notices", "alerts", "queue"]


def test_the_letterbox_is_emptied_although_a_killed_worker_was_at_it(fresh_database):
    run(tasks.defer, stage="letterbox")
    assert run(begun) == "letterbox"
    run(tasks.defer, stage="letterbox")
    assert run(begun) == "letterbox"


@pytest.mark.parametrize("stage", STAGES)
def test_what_a_killed_worker_was_at_is_begun_again_although_it_was_asked_for_since(
    fresh_database, stage
):
    run(tasks.defer, stage=stage)
    assert run(begun) == stage
    run(tasks.defer, stage=stage)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'"
        )

    run(tasks.reap.func, context=SimpleNamespace(app=app), timestamp=0)

    assert run(begun) == stage
    assert run(begun) is None
