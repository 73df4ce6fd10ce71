"""Recording arrests, and putting them right."""

from datetime import datetime
from typing import Any

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases.models import Case, CaseRole, Role
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.crimes import rules
from symphony.crimes.models import Arrest, Offence
from symphony.people import queries as people
from symphony.people.models import Person

_CORRECTABLE = {"person", "offence", "arrested_at", "place", "help_given_at"}


class ArrestTwice(DomainError):
    """The same arrest, of the same person at the same time, is in the case already."""


@transaction.atomic
def record_arrest(
    *,
    case: Case,
    person: Person,
    offence: Offence,
    arrested_at: datetime,
    place: str = "",
    help_given_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Arrest:
    """Record that a suspect was arrested, with their age then as far as it is known.

    :param help_given_at: when they were told where help is; None if not yet
    :raises rules.NotASuspect: if the person is not a suspect of the case now
    :raises rules.UnderTen: if they were under ten
    :raises ArrestTwice: if this arrest is recorded already
    :raises records.InTheFuture: if a time lies ahead
    :raises records.NotYours: if the officer may not work in this case
    :raises records.CaseClosed: if the case is closed
    """
    case = records.hold(case, by=by, permission=Permission.WORK_CASES)
    _check_times(arrested_at, help_given_at, at=at)
    age = _age(person, arrested_at)
    rules.check_may_be_arrested(is_suspect=_is_suspect(case, person), age=age)
    _check_once(case, person, arrested_at)
    arrest = Arrest(
        case=case,
        person=person,
        offence=offence,
        arrested_at=arrested_at,
        age_at_arrest=age,
        place=place.strip(),
        help_given_at=help_given_at,
        recorded_at=at,
        recorded_by=by,
    )
    arrest.save(force_insert=True)
    _log("arrest_recorded", arrest, by=by, at=at, offence=offence.key)
    return arrest


@transaction.atomic
def record_help_given(*, arrest: Arrest, given_at: datetime, by: User, at: datetime) -> None:
    """Record that the person arrested has been told where help is.

    :raises records.InTheFuture: if the time lies ahead
    :raises records.NotCurrent: if the arrest was corrected or withdrawn meanwhile
    :raises records.NothingChanged: if it is recorded already
    :raises records.NotYours: if the officer may not work in this case
    """
    records.hold(arrest.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    records.check_happened(given_at, at=at)
    found = records.lock_current(arrest)
    if found.help_given_at:
        raise records.NothingChanged("That is recorded already.")
    found.help_given_at = given_at
    found.save(update_fields=["help_given_at"])
    _log("help_given", found, by=by, at=at)


@transaction.atomic
def correct_arrest(
    *, arrest: Arrest, reason: str, by: User, at: datetime, **changes: Any
) -> Arrest:
    """Put a corrected version in the arrest's place; what was entered before stays, replaced.

    :param changes: new values of the person, offence, time, place, `help_given_at`
    :raises records.ReasonMissing: if no reason is given
    :raises records.NothingChanged: if nothing is different
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not work in this case
    :raises records.InTheFuture: if a time lies ahead
    :raises rules.NotASuspect: if another person is named who is not a suspect of the case
    :raises rules.UnderTen: if the person was under ten
    :raises ArrestTwice: if the arrest as corrected is recorded already
    """
    case = records.hold(arrest.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    arrest = records.lock_current(arrest)
    if "place" in changes:
        changes["place"] = changes["place"].strip()
    records.what_changes(arrest, changes, may_change=_CORRECTABLE)
    new = {name: changes.get(name, getattr(arrest, name)) for name in _CORRECTABLE}
    _check_times(new["arrested_at"], new["help_given_at"], at=at)
    age = _age(new["person"], new["arrested_at"])
    # Who was a suspect when arrested may have ceased to be one since.
    same_person = new["person"] == arrest.person
    is_suspect = same_person or _is_suspect(case, new["person"])
    rules.check_may_be_arrested(is_suspect=is_suspect, age=age)
    _check_once(case, new["person"], new["arrested_at"], other_than=arrest)
    corrected = records.supersede(arrest, reason=reason, by=by, at=at, age_at_arrest=age, **changes)
    _log("arrest_corrected", corrected, by=by, at=at, changed=sorted(changes))
    return corrected


@transaction.atomic
def withdraw_arrest(*, arrest: Arrest, reason: str, by: User, at: datetime) -> None:
    """Take the arrest out of every count, with a reason. It stays readable.

    :raises records.ReasonMissing: if no reason is given
    :raises records.NotCurrent: if it was corrected or withdrawn meanwhile
    :raises records.NotYours: if the officer may not work in this case
    """
    case = records.hold(arrest.case, by=by, permission=Permission.WORK_CASES, closed_too=True)
    records.withdraw(
        arrest,
        reason=reason,
        by=by,
        at=at,
        what="crimes.arrest_withdrawn",
        about=[case.reference, arrest.person.reference],
    )


def _check_times(arrested_at: datetime, help_given_at: datetime | None, *, at: datetime) -> None:
    records.check_happened(arrested_at, at=at)
    if help_given_at:
        records.check_happened(help_given_at, at=at)


def _age(person: Person, arrested_at: datetime) -> int | None:
    """Return the age at arrest; where what is known differs, the youngest it allows."""
    return people.age(person, on=arrested_at.astimezone(LONDON).date()).lowest


def _is_suspect(case: Case, person: Person) -> bool:
    return CaseRole.objects.filter(
        case=case, person=person, role=Role.SUSPECT, ended_at=None
    ).exists()


def _check_once(
    case: Case, person: Person, arrested_at: datetime, *, other_than: Arrest | None = None
) -> None:
    same = Arrest.objects.current().filter(case=case, person=person, arrested_at=arrested_at)
    if other_than:
        same = same.exclude(pk=other_than.pk)
    if same.exists():
        raise ArrestTwice(f"This arrest of {person.reference} is recorded already.")


def _log(what: str, arrest: Arrest, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        what=f"crimes.{what}",
        about=[arrest.case.reference, arrest.person.reference],
        by=by.staff_number,
        at=at,
        record=str(arrest.pk),
        **details,
    )
