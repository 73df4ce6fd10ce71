"""The jobs: one a stage, a sweep of all of them each minute, and the upkeep of the jobs themselves.

Every job may run twice: after a kill it is started again.
"""

from contextlib import suppress

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status
from procrastinate.tasks import ConfigureTaskOptions

from symphony.core import clock, installation
from symphony.jobs.stages import BY_TIME, ONE_AT_A_TIME, STAGES, WATCHED

STALLED_AFTER = 30
KEEP_HOURS = 48
BEFORE_OTHERS = 1

log = structlog.get_logger("symphony.jobs")


@app.task(name="symphony.ask")
def ask(stage: str) -> None:
    """Let one stage deal with whatever waits for it."""
    if stage in BY_TIME and installation.past_is_missing():
        return
    if dealt_with := STAGES[stage](clock.now()):
        log.info("stage", stage=stage, dealt_with=dealt_with)


async def defer(stage: str) -> None:
    """Have a stage asked, unless that is about to happen anyway."""
    how: ConfigureTaskOptions = {"queueing_lock": stage}
    if stage in ONE_AT_A_TIME:
        # A killed worker's job holds this lock until it is reaped, so that the others have none.
        how["lock"] = stage
    if stage in WATCHED:
        how["priority"] = BEFORE_OTHERS
    with suppress(AlreadyEnqueued):
        await ask.configure(**how).defer_async(stage=stage)


@app.periodic(cron="* * * * *")
@app.task(name="symphony.sweep", queueing_lock="sweep")
async def sweep(timestamp: int) -> None:
    """Ask every stage: a notice may have been missed."""
    for stage in STAGES:
        await defer(stage)


# The sixth field, at the end, is the seconds.
@app.periodic(cron="* * * * * */10")
@app.task(name="symphony.watch", queueing_lock="watch", priority=BEFORE_OTHERS)
async def watch(timestamp: int) -> None:
    """Ask every few seconds the stages that count in minutes: alerts, and their notices."""
    for stage in WATCHED:
        await defer(stage)


@app.periodic(cron="* * * * * */10")
@app.task(name="symphony.reap", queueing_lock="reap", pass_context=True)
async def reap(context: JobContext, timestamp: int) -> None:
    """Start again the jobs of workers that were killed: nothing else does."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        # What was asked for again meanwhile is waiting already, and waits once.
        waiting = job.queueing_lock and await manager.list_jobs_async(
            queueing_lock=job.queueing_lock, status=Status.TODO.value
        )
        if waiting:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)


@app.periodic(cron="17 * * * *")
@app.task(name="symphony.tidy", queueing_lock="tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Drop the record of jobs that ended days ago; a failed one was asked again long since."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
