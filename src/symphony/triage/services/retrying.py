"""What could not be graded is tried again, once the rules may run."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.core.notices import work_waits
from symphony.triage import grading, policy, queries
from symphony.triage.models import Assessment
from symphony.triage.queries import answering
from symphony.triage.services.reassessing import hold_entries, known_of, store

# So many are tried in one call, each in a transaction of its own: nobody waits long for any.
AT_A_TIME = 200
BY = "system:worker"
BECAUSE = "The rules can run again"


def grade_ungraded(*, at: datetime) -> int:
    """Try again to grade what could not be graded, waiting or decided; return how many now are.

    Nothing is tried while the policy in force cannot be read, and what fails as it failed before is
    not stored again. A batch is drawn by lot, so that what fails for good keeps nothing else from
    its turn; where some of a full batch could be graded, the next one is asked for at once.
    """
    current = grading.in_force()
    if isinstance(current, str):
        return 0
    tried = queries.not_graded(at_most=AT_A_TIME)
    graded = sum(_try_again(key, current, at=at) for key in tried)
    if graded and len(tried) == AT_A_TIME:
        work_waits("queue")
    return graded


@transaction.atomic
def _try_again(key: UUID, current: policy.Policy, *, at: datetime) -> bool:
    entries = hold_entries([key])
    before = answering.latest_assessments([key])
    if before[key].band is not None:
        # Somebody had it worked out again while this one waited.
        return False
    known = known_of(entries)
    after = [grading.try_to_assess(one, by=current, because=BECAUSE, at=at) for one in known]
    if [_failure(one) for one in after] == [_failure(before[key])]:
        return False
    store(known, before, after, entries, by=BY, at=at)
    return after[0].band is not None


def _failure(assessment: Assessment) -> tuple[str, str] | None:
    """Return how grading failed and under which policy, or None where it did not."""
    return None if assessment.band else (assessment.failure, assessment.policy_version)
