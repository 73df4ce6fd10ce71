"""What the jobs do, and the upkeep of the jobs themselves."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from croniter import croniter
from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from symphony.core import clock, installation
from symphony.core.models import WorkerBeat
from symphony.jobs import listening, tasks
from symphony.jobs.stages import STAGES
from symphony.letterbox.models import Submission
from symphony.referrals.models import Referral
from symphony.triage.models import AlertStep, Breach
from tests import make
from tests.letterbox import ordinary


def run(function, **arguments):
    """Run an async function to its end, beside whatever loop a browser keeps in this thread."""

    async def call():
        try:
            return await function(**arguments)
        finally:
            await sync_to_async(connections.close_all)()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call()).result()


def waiting():
    jobs = ProcrastinateJob.objects.filter(task_name="symphony.ask", status="todo")
    return sorted(job.args["stage"] for job in jobs)


def test_a_stage_that_is_asked_already_is_not_asked_twice(fresh_database):
    for _ in range(3):
        run(tasks.defer, stage="letterbox")

    assert waiting() == ["letterbox"]


def test_the_sweep_asks_every_stage(fresh_database):
    run(tasks.sweep.func, timestamp=0)

    assert waiting() == sorted(STAGES)


def test_alerts_and_their_notices_are_watched_in_between(fresh_database):
    run(tasks.watch.func, timestamp=0)

    assert waiting() == ["alerts", "notices"]


def test_asking_the_letterbox_empties_it_and_asking_again_changes_nothing(fresh_database):
    reference = ordinary.put()

    tasks.ask.func(stage="letterbox")
    tasks.ask.func(stage="letterbox")

    assert not Submission.objects.filter(collected_at=None).exists()
    assert Referral.objects.filter(reference=reference).count() == 1


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("symphony.sweep", 60),
        ("symphony.watch", 10),
        ("symphony.reap", 10),
        ("symphony.tidy", 3600),
    ],
)
def test_it_comes_round_as_often_as_it_should(name, seconds):
    (periodic,) = [
        each for each in app.periodic_registry.periodic_tasks.values() if each.task.name == name
    ]
    times = croniter(periodic.cron, clock.real_now())

    assert -times.get_next() + times.get_next() == seconds


def test_a_job_whose_worker_was_killed_is_started_again(fresh_database):
    run(tasks.defer, stage="letterbox")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '31 seconds') RETURNING id"
        )
        (killed,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [killed])

    run(tasks.reap.func, context=SimpleNamespace(app=app), timestamp=0)

    assert waiting() == ["letterbox"]


def test_the_record_of_an_ended_job_is_dropped_after_days(fresh_database):
    run(tasks.defer, stage="letterbox")
    run(tasks.defer, stage="queue")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '3 days' WHERE job_id ="
            " (SELECT id FROM procrastinate_jobs WHERE args->>'stage' = 'queue')"
        )

    run(tasks.tidy.func, context=SimpleNamespace(app=app), timestamp=0)

    assert [job.args["stage"] for job in ProcrastinateJob.objects.all()] == ["letterbox"]


def test_the_heartbeat_is_in_real_time(db):
    before = clock.real_now()

    listening.beat()
    listening.beat()

    (beat,) = WorkerBeat.objects.all()
    assert timedelta() <= beat.beat_at - before < timedelta(seconds=30)


@pytest.mark.parametrize("is_missing", [True, False])
def test_a_past_half_told_has_no_delays(fresh_database, is_missing):
    installation.begin(kind=installation.DEMONSTRATION)
    make.referral(danger_now=True)
    installation.set_past_is_missing(is_missing)

    for stage in ("alerts", "clocks"):
        tasks.ask.func(stage=stage)

    assert AlertStep.objects.exists() is not is_missing
    assert Breach.objects.exists() is not is_missing
