"""Putting reports into the letterbox, and marking what was collected from it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core import notices, references
from symphony.letterbox import queries, rules
from symphony.letterbox.answers import Answers
from symphony.letterbox.models import Submission
from symphony.letterbox.queries import Receipt

# A reference that is taken already is one chance in thousands of millions.
_TRIES = 5


# Durable: what is returned may be shown, and what was shown as received is on the disk. So this
# must be the outermost transaction, and a server set to confirm early is told not to.
@transaction.atomic(durable=True)
def put(
    *,
    token: str,
    answers: Answers,
    danger_now: bool | None,
    at: datetime,
    sealed_contact: bytes | None = None,
    doubts: Sequence[str] = (),
    receipt: Receipt | None = None,
) -> str:
    """Store a report and return its reference; the same form sent again returns the same one.

    The worker is told that something waits. Works as the public role, which may add a row and
    see its token and reference, nothing more; the audit log gets its entries at collection.

    :param sealed_contact: `answers.ContactDetails`, sealed to the unit's key
    :param doubts: of `Submission.Doubt`
    :param receipt: where the sender wants to come back; the words first sent with it stay the words
    :raises rules.NotAReport: if it tells nothing, or holds what the form cannot have sent
    """
    rules.check_answers(answers)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO on")
    for _ in range(_TRIES):
        # Passed over in silence when the token, or by bad luck the reference, is there already.
        Submission.objects.bulk_create(
            [
                Submission(
                    token=token,
                    reference=references.new_referral(from_public=True),
                    received_at=at,
                    answers=answers,
                    danger_now=danger_now,
                    sealed_contact=sealed_contact,
                    doubts=list(doubts),
                    salt=receipt.salt if receipt else None,
                    public_key=receipt.public_key if receipt else None,
                )
            ],
            ignore_conflicts=True,
        )
        if reference := queries.reference_of(token=token):
            notices.work_waits("letterbox")
            return reference
    raise RuntimeError("No free reference was found for a report.")


@transaction.atomic
def mark_collected(*, submissions: Sequence[Submission], by: str, at: datetime) -> None:
    """Mark submissions as collected into the queue, in the transaction that put them there.

    :param by: the process that collected, for example `system:letterbox`
    """
    Submission.objects.filter(id__in=[submission.id for submission in submissions]).update(
        collected_at=at
    )
    audit.record_many(
        [
            audit.Act("letterbox.collected", submission.reference, kind=Entry.Kind.COLLECTION)
            for submission in submissions
        ],
        by=by,
        at=at,
    )
