"""Bands that a trained person worked out with another instrument: recorded beside ours.

Only the outcome is kept, in the instrument's own words; never an item or a score of a closed one.
"""

from datetime import date, datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import rules
from symphony.triage.models import OutsideGrade
from symphony.triage.services.holding import renew


class OutsideIncomplete(DomainError):
    """Instrument, band or assessor is missing: a band of nobody's says nothing."""


class AssessedInFuture(DomainError):
    """The day of the assessment lies ahead."""


class WithdrawnAlready(DomainError):
    """What was recorded has been withdrawn."""


@transaction.atomic
def record_outside(
    *,
    referral: Referral,
    instrument: str,
    version: str = "",
    band: str,
    assessor: str,
    assessed_on: date,
    by: User,
    at: datetime,
) -> OutsideGrade:
    """Record a band that was worked out elsewhere. It changes neither grade nor queue.

    :param band: in the instrument's own words
    :param assessor: who worked it out, who need not have an account here
    :raises rules.NotAllowedToDecide: if the person's role does not decide on referrals
    :raises OutsideIncomplete: if instrument, band or assessor is missing
    :raises AssessedInFuture: if the day lies ahead
    """
    rules.check_may_decide(by)
    if not (instrument.strip() and band.strip() and assessor.strip()):
        raise OutsideIncomplete("Enter the instrument, its band and who worked it out.")
    if assessed_on > at.astimezone(LONDON).date():
        raise AssessedInFuture("The date must be today or in the past.")
    recorded: OutsideGrade = OutsideGrade.objects.create(
        referral=referral,
        instrument=instrument.strip(),
        version=version.strip(),
        band=band.strip(),
        assessor=assessor.strip(),
        assessed_on=assessed_on,
        recorded_by=by,
        recorded_at=at,
    )
    renew(referral=referral, by=by, at=at)
    audit.record(
        what="triage.outside_recorded",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        instrument=recorded.instrument,
    )
    return recorded


@transaction.atomic
def withdraw_outside(*, grade: OutsideGrade, reason: str, by: User, at: datetime) -> None:
    """Withdraw what was recorded wrongly; it stays, marked, with the reason.

    :raises rules.NotAllowedToDecide: if the person's role does not decide on referrals
    :raises rules.RationaleMissing: if no reason is given
    :raises WithdrawnAlready: if somebody has withdrawn it meanwhile
    """
    rules.check_may_decide(by)
    if not reason.strip():
        raise rules.RationaleMissing("Enter why this is withdrawn.")
    standing = OutsideGrade.objects.select_for_update(of=("self",)).select_related("referral")
    found = standing.filter(pk=grade.pk, withdrawn_at=None).first()
    if found is None:
        raise WithdrawnAlready("This was withdrawn already.")
    found.withdrawn_by, found.withdrawn_at, found.withdrawn_reason = by, at, reason.strip()
    found.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    renew(referral=found.referral, by=by, at=at)
    audit.record(
        what="triage.outside_withdrawn",
        about=found.referral.reference,
        by=by.staff_number,
        at=at,
        instrument=found.instrument,
    )
