"""Long work on the policy: a trial, or grading what waits again; asked for here, done by a worker.

What is short is done at once, by the request that asks. A task that is begun twice ends once: who
works on it says so every moment, and nobody else begins it meanwhile.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import OperationalError, transaction
from django.db.models import F, Q

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.clock import real_now
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.triage import policy
from symphony.triage.models import GradeChange, PolicyDraft, PolicyTask, PolicyTrial, QueueEntry
from symphony.triage.queries import past, policies
from symphony.triage.services.policies import (
    NotAllowedToChangePolicy,
    NotToBeApproved,
    check_may_try,
    try_policy,
)
from symphony.triage.services.reassessing import reassess

log = structlog.get_logger("symphony.triage")
STAGE = "policy"
# A worker that has not said anything for so long is gone.
GONE_AFTER = timedelta(seconds=90)
# Up to here it takes a second or two, and nobody has to wait for a worker.
TRIED_AT_ONCE, GRADED_AT_ONCE = 2_000, 40
TELL_EVERY = 20
Kind = PolicyTask.Kind


class NothingToGradeBy(DomainError):
    """The policy in force cannot be read: what was graded would lose its grade."""


def ask_for_trial(draft: PolicyDraft, *, by: User, at: datetime) -> PolicyTask:
    """Have a draft tried against every past referral; return the task, which may be done already.

    :raises NotAllowedToChangePolicy: if the person's role does neither edit nor approve
    :raises NotToBeApproved: if the draft was withdrawn, replaced or approved
    """
    check_may_try(by)
    if policies.state(draft) not in policies.OPEN:
        raise NotToBeApproved("This draft was approved, withdrawn or replaced: it is not tried.")
    waiting = PolicyTask.objects.filter(draft=draft, ended_at=None).first()
    total = past.count_past()
    task = waiting or PolicyTask.objects.create(
        kind=Kind.TRIAL, draft=draft, asked_by=by, asked_at=at, total=total
    )
    return _begin(task, at_once=total <= TRIED_AT_ONCE, at=at)


def ask_for_regrading(*, by: User, at: datetime) -> PolicyTask:
    """Have every waiting referral graded by the policy in force, if another one graded it.

    Where the grade comes out differently, "band may have changed" stands open at the referral.

    :raises NotAllowedToChangePolicy: if the person's role does not approve the policy
    :raises NothingToGradeBy: if the policy in force cannot be read
    """
    if not by.may(Permission.APPROVE_POLICY):
        raise NotAllowedToChangePolicy("Your role does not have the queue graded again.")
    current = policies.read_in_force()
    if current.loaded is None:
        raise NothingToGradeBy(
            f"Policy {current.name} cannot be read, so nothing is graded by it. Put another version"
            " in force first."
        )
    waiting = PolicyTask.objects.filter(kind=Kind.REGRADING, ended_at=None).first()
    total = policies.waiting_under_another(current.name).count()
    task = waiting or PolicyTask.objects.create(
        kind=Kind.REGRADING, asked_by=by, asked_at=at, total=total
    )
    if waiting is None:
        audit.record(
            what="triage.regrading_asked_for",
            about=f"policy {current.name}",
            by=by.staff_number,
            at=at,
            referrals=total,
        )
    return _begin(task, at_once=total <= GRADED_AT_ONCE, at=at)


def _begin(task: PolicyTask, *, at_once: bool, at: datetime) -> PolicyTask:
    if at_once and _claim(task):
        _do(task, at=at)
        task.refresh_from_db()
    elif task.ended_at is None:
        work_waits(STAGE)
    return task


def do_policy_tasks(*, at: datetime) -> int:
    """Do whatever was asked for and nobody works on, the oldest first; return how many."""
    done = 0
    for task in PolicyTask.objects.filter(ended_at=None).order_by("asked_at", "pk"):
        if _claim(task):
            _do(task, at=at)
            done += 1
    return done


def _claim(task: PolicyTask) -> bool:
    """Take the task unless somebody works on it; two who ask at the same moment: one gets it."""
    free = Q(beat_at=None) | Q(beat_at__lt=real_now() - GONE_AFTER)
    mine = PolicyTask.objects.filter(free, pk=task.pk, ended_at=None)
    return bool(mine.update(beat_at=real_now()))


def _do(task: PolicyTask, *, at: datetime) -> None:
    try:
        if task.kind == Kind.TRIAL:
            _try(task, at=at)
        else:
            _grade_again(task, at=at)
    except OperationalError:
        # The database went away. It is begun again, by this worker or another.
        raise
    except (DomainError, policy.BadPolicy) as refusal:
        _end(task, at=at, fault=str(refusal)[:500])
    except Exception as failure:
        log.exception("policy_task_failed", kind=task.kind)
        _end(task, at=at, fault=f"Symphony could not finish it: {type(failure).__name__}.")


def _try(task: PolicyTask, *, at: datetime) -> None:
    assert task.draft is not None

    def told(considered: int) -> None:
        PolicyTask.objects.filter(pk=task.pk).update(done=considered, beat_at=real_now())

    _end(task, at=at, trial=try_policy(task.draft, by=task.asked_by, at=at, told=told))


def _grade_again(task: PolicyTask, *, at: datetime) -> None:
    current = policies.in_force().version
    waiting = list(policies.waiting_under_another(current).values_list("pk", flat=True))
    task.total = task.done + len(waiting)
    PolicyTask.objects.filter(pk=task.pk).update(total=task.total)
    for number, referral in enumerate(waiting, start=1):
        moved = _grade_one(referral, current, by=task.asked_by, at=at)
        PolicyTask.objects.filter(pk=task.pk).update(
            done=F("done") + 1, moved=F("moved") + int(moved), beat_at=real_now()
        )
        if number % TELL_EVERY == 0 and policies.name_in_force() != current:
            raise DomainError("Another policy came into force meanwhile: ask again.")
    _end(task, at=at)


@transaction.atomic
def _grade_one(referral: UUID, current: str, *, by: User, at: datetime) -> bool:
    entry = QueueEntry.objects.filter(pk=referral, left_at=None).select_related("referral").first()
    if entry is None:
        return False
    because = f"Policy {current} is in force"
    after = reassess(referral=entry.referral, because=because, by=by.staff_number, at=at)
    return GradeChange.objects.filter(after=after).exists()


def _end(
    task: PolicyTask, *, at: datetime, trial: PolicyTrial | None = None, fault: str = ""
) -> None:
    done = {"done": F("total")} if not fault else {}
    PolicyTask.objects.filter(pk=task.pk, ended_at=None).update(
        ended_at=at, trial=trial, fault=fault, **done
    )
