"""Recording crimes, their outcomes, and putting either right."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case
from symphony.core.errors import DomainError
from symphony.crimes import rules
from symphony.crimes.models import Crime, Offence, Outcome

_CORRECTABLE = {"number", "offence", "crime_recorded_at", "outcome", "outcome_at"}
_CORRECTABLE |= {"outcome_reason", "cancelled", "transferred_out"}


class NumberTaken(DomainError):
    """The crime number belongs to a crime that is recorded already."""


@transaction.atomic
def record_crime(
    *,
    case: Case,
    number: str,
    offence: Offence,
    crime_recorded_at: datetime,
    by: User,
    at: datetime,
) -> Crime:
    """Record a crime in the case, without an outcome yet.

    :raises rules.NumberUnusable: if the number is not one
    :raises NumberTaken: if a crime of this number is recorded already
    :raises records.InTheFuture: if its time lies ahead
    :raises records.NotYours: if the person may not work in this case
    :raises records.CaseClosed: if the case is closed
    """
    case = records.hold(case, by=by, permission=Permission.WORK_CASES)
    records.check_happened(crime_recorded_at, at=at)
    crime = Crime(
        case=case,
        number=rules.crime_number(number),
        offence=offence,
        crime_recorded_at=crime_recorded_at,
        recorded_at=at,
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            crime.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(crime.number) from error
    _log("crime_recorded", crime, by=by, at=at)
    return crime


@transaction.atomic
def record_outcome(
    *,
    crime: Crime,
    outcome: Outcome,
    outcome_at: datetime,
    reason: str = "",
    by: User,
    at: datetime,
) -> Crime:
    """Record the crime's outcome in a new version of it; the version before stays.

    A crime with outcome 20 has left for another body, and is no longer counted as ours.

    :raises rules.OutcomeIncomplete: if it lacks its time, or its reasons where they are needed
    :raises records.InTheFuture: if its time lies ahead
    :raises records.NotCurrent: if the crime was corrected or withdrawn meanwhile
    :raises records.NotYours: if the person may not work in this case
    """
    records.hold(crime.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    if outcome == Outcome.NOT_YET:
        raise rules.OutcomeIncomplete("Select the outcome.")
    rules.check_outcome(
        outcome=outcome,
        outcome_at=outcome_at,
        reason=reason,
        crime_recorded_at=crime.crime_recorded_at,
        at=at,
    )
    new = records.supersede(
        crime,
        reason=rules.OUTCOME_RECORDED,
        by=by,
        at=at,
        outcome=outcome,
        outcome_at=outcome_at,
        outcome_reason=reason.strip(),
        transferred_out=outcome == Outcome.TRANSFERRED,
    )
    _log("outcome_recorded", new, by=by, at=at, outcome=outcome)
    return new


@transaction.atomic
def correct_crime(*, crime: Crime, reason: str, by: User, at: datetime, **changes: Any) -> Crime:
    """Put a corrected version in the crime's place; what was entered before stays, replaced.

    :param changes: new values of the number, offence, times, outcome, `cancelled`,
        `transferred_out`
    :raises records.ReasonMissing: if no reason is given
    :raises records.NothingChanged: if nothing is different
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the person may not work in this case
    :raises records.InTheFuture: if a time lies ahead
    :raises rules.NumberUnusable: if the number is not one
    :raises NumberTaken: if a crime of this number is recorded already
    :raises rules.OutcomeIncomplete: if the outcome lacks its time or reasons
    """
    records.hold(crime.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    if "number" in changes:
        changes["number"] = rules.crime_number(changes["number"])
    records.what_changes(crime, changes, may_change=_CORRECTABLE)
    new = {name: changes.get(name, getattr(crime, name)) for name in _CORRECTABLE}
    records.check_happened(new["crime_recorded_at"], at=at)
    rules.check_outcome(
        outcome=new["outcome"],
        outcome_at=new["outcome_at"],
        reason=new["outcome_reason"],
        crime_recorded_at=new["crime_recorded_at"],
        at=at,
    )
    try:
        with transaction.atomic():
            corrected = records.supersede(crime, reason=reason, by=by, at=at, **changes)
    except IntegrityError as error:
        raise _taken(new["number"]) from error
    _log("crime_corrected", corrected, by=by, at=at, changed=sorted(changes))
    return corrected


@transaction.atomic
def withdraw_crime(*, crime: Crime, reason: str, by: User, at: datetime) -> None:
    """Take the crime out of every count, with a reason. It stays readable.

    :raises records.ReasonMissing: if no reason is given
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the person may not work in this case
    """
    case = records.hold(crime.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    records.withdraw(
        crime, reason=reason, by=by, at=at, what="crimes.crime_withdrawn", about=[case.reference]
    )


def _taken(number: str) -> NumberTaken:
    return NumberTaken(f"A crime with the number {number} is recorded already.")


def _log(what: str, crime: Crime, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        what=f"crimes.{what}",
        about=crime.case.reference,
        by=by.staff_number,
        at=at,
        record=str(crime.pk),
        crime=crime.number,
        offence=crime.offence_id,
        **details,
    )
