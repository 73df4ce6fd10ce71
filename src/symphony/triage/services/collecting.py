"""What the public site put into the letterbox is brought into the queue."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.queries import intake_team
from symphony.letterbox import queries as letterbox_queries
from symphony.letterbox import services as letterbox
from symphony.referrals import public_form
from symphony.triage.services.answering import collect_answers
from symphony.triage.services.taking_in import take_in

BATCH = 100


def collect_letterbox(*, at: datetime) -> int:
    """Bring every waiting submission into the queue, and what senders wrote since to their
    referrals; return how many there were.

    The worker calls it when the letterbox wakes it, and the staff site when the queue is looked
    at. Submissions that another process is collecting are left to it.
    """
    collected = 0
    while batch := _collect_batch(at=at):
        collected += batch
    while batch := collect_answers(at=at):
        collected += batch
    return collected


@transaction.atomic
def _collect_batch(*, at: datetime) -> int:
    submissions = letterbox_queries.to_collect(limit=BATCH)
    if not submissions:
        return 0
    team = intake_team()
    take_in(
        [
            public_form.arrival(
                submission_id=submission.id,
                reference=submission.reference,
                answers=submission.answers,
                danger_now=submission.danger_now,
                received_at=submission.received_at,
                team_id=team.pk,
                sealed_contact=_bytes(submission.sealed_contact),
                doubts=submission.doubts,
            )
            for submission in submissions
        ],
        by="system:letterbox",
        at=at,
    )
    letterbox.mark_collected(submissions=submissions, by="system:letterbox", at=at)
    return len(submissions)


def _bytes(stored: bytes | memoryview | None) -> bytes | None:
    return None if stored is None else bytes(stored)
