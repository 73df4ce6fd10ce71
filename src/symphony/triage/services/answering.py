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
from symphony.triage import rules
from symphony.triage.models import Alert, ReadMark
from symphony.triage.services.reassessing import reassess
from symphony.triage.services.taking_in import NOT_GRADED

BATCH = 100
BY = "system:letterbox"
DANGER = "The sender wrote again: a child is in danger now"


@transaction.atomic
def collect_answers(*, at: datetime) -> int:
    """Bring a batch of waiting answers to their referrals; return how many there were.

    Each makes its referral unread to everybody. One that says that a child is in danger now ranks
    the referral first and alerts, whatever was acknowledged before and also after a decision; one
    that asks for it stops the use of the sender's contact details. An answer whose report another
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
    if answer.danger_now:
        _raise_danger(referral, at=at)
    if answer.stops_contact:
        referrals.stop_contact(referral=referral, by=BY, at=at)


def _raise_danger(referral: Referral, *, at: datetime) -> None:
    """Rank the referral first and alert, unless this alert waits already."""
    before, referral.danger_now = referral.danger_now, True
    referral.save(update_fields=["danger_now"])
    audit.record(what="triage.danger_stated", about=referral.reference, by=BY, at=at, before=before)
    reassess(referral=referral, because=DANGER, by=BY, at=at)
    waiting = Alert.objects.filter(referral=referral, acknowledged_at=None)
    if waiting.exclude(reason=NOT_GRADED).exists():
        return
    Alert.objects.create(
        referral=referral,
        reason=DANGER,
        raised_at=at,
        acknowledge_by=at + rules.TIME_TO_ACKNOWLEDGE,
    )
    audit.record(what="triage.alert_raised", about=referral.reference, by=BY, at=at)
