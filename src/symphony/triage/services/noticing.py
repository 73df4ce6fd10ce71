"""The e-mail that tells somebody to look at Symphony, and says no more than that."""

import smtplib
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.core.mail import send_mail
from django.db import transaction

from symphony.audit import services as audit
from symphony.triage import queries
from symphony.triage.models import AlertStep, ClockNotice

WORDS = "Symphony: new work"
MOST_TRIES = 3
Notice = AlertStep.Notice

log = structlog.get_logger("symphony.triage")


def send_notices(*, at: datetime) -> int:
    """Send every e-mail that waits to be sent; return how many went out.

    A failure is kept and shown, tried again twice, and stops nothing else. A worker that is killed
    between sending and keeping that it was sent sends it once more.
    """
    of_alerts = [_send(AlertStep, key, at=at) for key in queries.notices_to_send()]
    of_clocks = [_send(ClockNotice, key, at=at) for key in queries.clock_notices_to_send()]
    return sum([*of_alerts, *of_clocks])


@transaction.atomic
def _send(kind: type[AlertStep | ClockNotice], key: UUID, *, at: datetime) -> bool:
    waiting: Any = kind._default_manager.select_for_update(skip_locked=True, of=("self",))
    one: AlertStep | ClockNotice | None = (
        waiting.select_related("person").filter(pk=key, notice=Notice.WAITING).first()
    )
    if one is None or one.person is None:
        return False
    one.notice_tries += 1
    one.notice_at = at
    try:
        send_mail(WORDS, WORDS, None, [one.person.email])
    except (OSError, smtplib.SMTPException) as fault:
        one.notice_fault = type(fault).__name__
        if one.notice_tries >= MOST_TRIES:
            one.notice = Notice.FAILED
        log.warning("notice_not_sent", fault=one.notice_fault, tries=one.notice_tries)
    else:
        one.notice, one.notice_fault = Notice.SENT, ""
        audit.record(
            what="triage.notice_mailed", about=one.person.staff_number, by="system:worker", at=at
        )
    one.save(update_fields=["notice", "notice_tries", "notice_at", "notice_fault"])
    return one.notice == Notice.SENT
