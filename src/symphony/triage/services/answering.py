"""What senders who came back wrote is brought to their referrals."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from symphony.audit import services as audit
from symphony.core.notices import work_waits
from symphony.letterbox import queries as letterbox_queries
from symphony.letterbox import services as letterbox
from symphony.letterbox.models import ReporterMessage
from symphony.referrals import services as referrals
from symphony.referrals.models import Referral
from symphony.triage.models import ReadMark
from symphony.triage.services import hearing
from symphony.triage.services.alerting import alert_again
from symphony.triage.services.reassessing import reassess

BATCH = 100
BY = "system:letterbox"
DANGER = "The sender wrote again: a child is in danger now"


@transaction.atomic
def collect_answers(*, at: datetime) -> int:
    """Bring a batch of waiting answers to their referrals; return how many there were.

    Each makes its referral unread to everybody. One that says that a child is in danger now, or
    has words of immediate harm in it, ranks the referral first and alerts, whatever was
    acknowledged before and also after a decision; one that asks for it stops the use of the
    sender's contact details. An answer whose report another
    process is collecting at this moment is left for the next time.
    """
    waiting = letterbox_queries.answers_to_collect(limit=BATCH)
    found = {
        referral.reference: referral
        for referral in Referral.objects.filter(
            reference__in={answer.reference for answer in waiting}
        )
    }
    answers = [answer for answer in waiting if answer.reference in found]
    if not answers:
        return 0
    _make_unread(list(found.values()), at=at)
    for answer in answers:
        _deal_with(answer, found[answer.reference], at=at)
    letterbox.mark_answers_collected(answers=answers, by=BY, at=at)
    work_waits("queue")
    return len(answers)


def _make_unread(answered: Sequence[Referral], *, at: datetime) -> None:
    ReadMark.objects.filter(referral__in=answered).delete()
    acts = [audit.Act("triage.unread_again", referral.reference) for referral in answered]
    audit.record_many(acts, by=BY, at=at)


def _deal_with(answer: ReporterMessage, referral: Referral, *, at: datetime) -> None:
    heard = hearing.hear(referral, [("message", answer.text)], by=BY, at=at)
    if answer.danger_now:
        _raise_danger(referral, at=at)
    elif heard:
        because = "The sender wrote again, with words of immediate harm"
        reassess(referral=referral, because=because, by=BY, at=at)
        hearing.alert(heard, by=BY, at=at)
    if answer.stops_contact:
        referrals.stop_contact(referral=referral, by=BY, at=at)


def _raise_danger(referral: Referral, *, at: datetime) -> None:
    """Rank the referral first and alert, unless an alert of immediate harm waits already."""
    before, referral.danger_now = referral.danger_now, True
    referral.save(update_fields=["danger_now"])
    audit.record(what="triage.danger_stated", about=referral.reference, by=BY, at=at, before=before)
    # Before it is graded again, so that the alert says what is new.
    alert_again(referral=referral, reason=DANGER, by=BY, at=at)
    reassess(referral=referral, because=DANGER, by=BY, at=at)
