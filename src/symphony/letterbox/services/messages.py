"""What the team and a reporter who may be anonymous write to each other."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core import notices, sealing
from symphony.letterbox import queries, rules
from symphony.letterbox.models import ReporterMessage, TeamMessage


# Durable, as a report is: what a reporter is told was sent is on the disk.
@transaction.atomic(durable=True)
def answer(
    *,
    token: str,
    reference: str,
    private_key: bytes,
    text: str,
    danger_now: bool | None,
    stops_contact: bool,
    at: datetime,
) -> None:
    """Add what a reporter who came back wrote or asked for; the same form sent again adds nothing.

    The worker is told that something waits. Works as the public role, which can add a row and
    read its sealed copy only; the audit log gets its entry at collection.

    :param private_key: what the six words make: whoever does not hold it writes for nobody
    :param stops_contact: asks that the contact details be used no more
    :raises rules.NotAMessage: if it says nothing, or more than the form takes
    :raises rules.NotTheReporter: if the key is not the one of this report's receipt
    :raises rules.TooManyMessages: if the report got as many within an hour as it may
    """
    rules.check_message(text=text, may_be_empty=stops_contact or danger_now is True)
    receipt = queries.receipt_of(reference=reference)
    public_key = sealing.public_key_of(private_key)
    if receipt is None or bytes(receipt.public_key) != public_key:
        raise rules.NotTheReporter("Open your report again with your six words.")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO on")
    if queries.is_sent(token=token):
        return
    rules.check_not_too_many(queries.sent_within_the_hour(reference=reference, at=at))
    sent = ReporterMessage(
        token=token,
        reference=reference,
        text=text,
        sealed=sealing.seal(
            public_key, {"text": text, "danger_now": danger_now, "stops_contact": stops_contact}
        ),
        danger_now=danger_now,
        stops_contact=stops_contact,
        written_at=at,
    )
    # Passed over in silence when the same form is stored by another request at this moment.
    ReporterMessage.objects.bulk_create([sent], ignore_conflicts=True)
    notices.work_waits("letterbox")


@transaction.atomic
def write_to_reporter(
    *, reference: str, text: str, why_safe: str, by: str, at: datetime
) -> TeamMessage:
    """Leave a message for whoever comes back with the six words of this report.

    It was looked through before for what it may reveal: see `cases.services.message_reporter`.

    :param why_safe: why what was found in it reveals nothing; empty where nothing was found
    :param by: a staff number
    :raises rules.NotAMessage: if it says nothing, or too much
    :raises rules.CannotBeReached: if the sender did not ask for the six words
    """
    rules.check_message(text=text)
    receipt = queries.receipt_of(reference=reference)
    if receipt is None:
        raise rules.CannotBeReached("The sender of this report cannot come back for a message.")
    message = TeamMessage(
        reference=reference,
        text=text,
        sealed=sealing.seal(bytes(receipt.public_key), {"text": text}),
        why_safe=why_safe,
        written_by=by,
        written_at=at,
    )
    message.save(force_insert=True)
    audit.record(
        what="letterbox.team_message_written",
        about=reference,
        by=by,
        at=at,
        kind=Entry.Kind.DISCLOSURE,
    )
    return message


@transaction.atomic
def mark_answers_collected(*, answers: Sequence[ReporterMessage], by: str, at: datetime) -> None:
    """Mark messages as brought to their referrals, in the transaction that brought them there.

    :param by: the process that collected, for example `system:letterbox`
    """
    found = ReporterMessage.objects.filter(id__in=[answer.id for answer in answers])
    found.update(collected_at=at)
    audit.record_many(
        [
            audit.Act("letterbox.answer_collected", answer.reference, kind=Entry.Kind.COLLECTION)
            for answer in answers
        ],
        by=by,
        at=at,
    )


@transaction.atomic
def mark_answers_read(*, reference: str, by: str, at: datetime) -> int:
    """Note who on the team was the first to open a reporter's messages; return how many were new.

    :param by: a staff number
    """
    unread = ReporterMessage.objects.filter(reference=reference, read_at=None)
    marked = unread.update(read_by=by, read_at=at)
    if marked:
        audit.record(what="letterbox.answers_read", about=reference, by=by, at=at, messages=marked)
    return marked
