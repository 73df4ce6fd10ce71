"""The morning of 24 May 2023: what has just come in, and what waits for somebody today."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from symphony.accounts import queries as accounts
from symphony.accounts.permissions import Role
from symphony.cases import services as cases
from symphony.core import sealing
from symphony.demo.accounts import by_role
from symphony.demo.arriving import bring_odd_ones
from symphony.demo.told import BY_THE_PUBLIC, Told
from symphony.letterbox import queries, receipts
from symphony.letterbox import services as letterbox
from symphony.referrals.models import Referral
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage


def tell(folder: Path) -> None:
    """Tell the morning as far as the moment at which the demonstration opens."""
    bring_odd_ones(folder)
    for told in BY_THE_PUBLIC:
        reference = _put(told)
        triage.collect_letterbox(at=told.at)
        if told.acknowledged_at:
            _acknowledge(reference, at=told.acknowledged_at)
        if told.words:
            _talk(told, reference)


def _put(told: Told) -> str:
    """Put the report in; told again, it is there already."""
    contact = None
    # Without a key there is nobody who could open it.
    if told.contact and settings.SEALING_KEY:
        contact = sealing.seal(settings.SEALING_KEY, told.contact)
    return letterbox.put(
        token=f"demonstration {told.at.isoformat()}",
        answers=told.answers,
        danger_now=False,
        at=told.at,
        sealed_contact=contact,
        doubts=told.doubts,
        receipt=receipts.new_receipt(list(told.words)) if told.words else None,
    )


def _acknowledge(reference: str, *, at: datetime) -> None:
    """Have the person on call answer for the alert; told again, somebody has done so."""
    referral = Referral.objects.select_related("team").get(reference=reference)
    first = accounts.on_call(at=at, team=referral.team)[0].person
    for alert in triage_queries.alerts_of(referral):
        if alert.acknowledged_at is None:
            triage.acknowledge_alert(alert=alert, by=first, at=at)


def _talk(told: Told, reference: str) -> None:
    """Have an officer ask, and the sender come back and answer: it waits to be opened."""
    there = queries.conversation_of(reference=reference)
    if told.asked and not any(line.from_team for line in there):
        at, text = told.asked
        cases.message_reporter(
            referral=Referral.objects.get(reference=reference),
            text=text,
            by=by_role(Role.REFERRAL_OFFICER, "referral-desk")[0],
            at=at,
        )
    if told.answered and (receipt := queries.receipt_of(reference=reference)):
        at, text = told.answered
        letterbox.answer(
            token=f"demonstration {at.isoformat()}",
            reference=reference,
            private_key=receipts.private_key(list(told.words), bytes(receipt.salt)),
            text=text,
            danger_now=None,
            stops_contact=False,
            at=at,
        )
        triage.collect_letterbox(at=at)
