"""The e-mail that tells somebody to look at Symphony, and says no more than that."""

import smtplib
from datetime import datetime
from uuid import UUID

import structlog
from django.core.mail import send_mail
from django.db import transaction

from symphony.audit import services as audit
from symphony.triage import queries
from symphony.triage.models import AlertStep

WORDS = "Symphony: new work"
MOST_TRIES = 3
Notice = AlertStep.Notice

log = structlog.get_logger("symphony.triage")


def send_notices(*, at: datetime) -> int:
    """Send every e-mail that waits to be sent; return how many went out.

    A failure is kept and shown, tried again twice, and stops nothing else. A worker that is killed
    between sending and keeping that it was sent sends it once more.
    """
    return sum(_send(key, at=at) for key in queries.notices_to_send())


@transaction.atomic
def _send(key: UUID, *, at: datetime) -> bool:
    step = (
        AlertStep.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .filter(pk=key, notice=Notice.WAITING)
        .first()
    )
    if step is None or step.person is None:
        return False
    step.notice_tries += 1
    step.notice_at = at
    try:
        send_mail(WORDS, WORDS, None, [step.person.email])
    except (OSError, smtplib.SMTPException) as fault:
        step.notice_fault = type(fault).__name__
        if step.notice_tries >= MOST_TRIES:
            step.notice = Notice.FAILED
        log.warning("notice_not_sent", fault=step.notice_fault, tries=step.notice_tries)
    else:
        step.notice, step.notice_fault = Notice.SENT, ""
        audit.record(
            what="triage.notice_mailed", about=step.person.staff_number, by="system:worker", at=at
        )
    step.save(update_fields=["notice", "notice_tries", "notice_at", "notice_fault"])
    return step.notice == Notice.SENT
