"""Opening a child's record, and what has to be known before anything is done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import Case, CaseRole, Role
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.people.models import Person
from symphony.referrals.models import StatedPerson
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import Child, Identification, MustNotBeTold


class OneSource(DomainError):
    """A child comes from the referral's people, from the case's, or is entered anew."""


class HowMissing(DomainError):
    """It has to be said how something about a child is known."""


@transaction.atomic
def add_child_to_case(
    *,
    case: Case,
    stated_person: StatedPerson | None = None,
    person: Person | None = None,
    values: Iterable[tuple[str, str]] = (),
    identified: bool,
    how_found: str,
    by: User,
    at: datetime,
) -> Child:
    """Open the safeguarding record of a child in the case, and put them in it if they are not.

    A child whose record was opened before, in whatever case, keeps that one record.

    :param stated_person: somebody named in a referral of the case
    :param person: somebody who has a role in the case already, for example a person involved;
        the role stays
    :param values: what is known of a child who is entered anew
    :param how_found: how the child came to notice and, if identified, how that is known
    :raises HowMissing: if that is not said
    :raises rules.NotInCase: if `person` has no role in the case now
    :raises rules.NotAChild: if they are known to be 18 or older
    :raises records.NotYours: if the officer may neither work nor safeguard in this case
    :raises DomainError: as `cases.services.add_person` does
    """
    if not how_found.strip():
        raise HowMissing("Enter how the child was found.")
    found = _person(case, stated_person, person, values, grounds=how_found.strip(), by=by, at=at)
    age = people.age(found, on=at.astimezone(LONDON).date())
    rules.check_may_be_child(age, found.reference)
    child, made = Child.objects.get_or_create(
        person=found,
        defaults={
            "identified": identified,
            "how_found": how_found.strip(),
            "recorded_at": at,
            "recorded_by": by,
        },
    )
    if made:
        if identified:
            _identification(child, identified=True, how=how_found, by=by, at=at)
        _log("child_added", child, case, by=by, at=at, identified=identified)
    facts = cases.youngest_child(case, at=at)
    if child.identified:
        facts["child_identified"] = "yes"
    cases.learn(case, because="A child was added to the case", facts=facts, by=by, at=at)
    return child


@transaction.atomic
def identify_child(*, case: Case, child: Child, how: str, by: User, at: datetime) -> None:
    """Record that it is now known who the child is, and how that is known.

    :raises HowMissing: if that is not said
    :raises records.NothingChanged: if the child is identified already
    :raises rules.NotInCase: if the child is not in the case now
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    _set_identified(True, case=case, child=child, how=how, by=by, at=at)


@transaction.atomic
def take_back_identification(
    *, case: Case, child: Child, reason: str, by: User, at: datetime
) -> None:
    """Record that the child is not identified after all, and why; no figure counts them now.

    :raises HowMissing: if no reason is given
    :raises records.NothingChanged: if the child is not identified
    :raises rules.NotInCase: if the child is not in the case now
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    _set_identified(False, case=case, child=child, how=reason, by=by, at=at)


@transaction.atomic
def answer_who_must_not_be_told(
    *, case: Case, child: Child, anybody: bool, who_and_why: str, by: User, at: datetime
) -> MustNotBeTold:
    """Record who must not be told, and why, or that there is nobody; earlier answers are kept.

    :raises HowMissing: if there is somebody, and it is not said who and why
    :raises rules.NotInCase: if the child is not in the case now
    :raises records.NotYours: if the officer may not safeguard in this case
    """
    if anybody and not who_and_why.strip():
        raise HowMissing("Enter who must not be told, and why.")
    case, child = _lock(case, child, by=by)
    MustNotBeTold.objects.filter(child=child, replaced_at=None).update(replaced_at=at)
    answer = MustNotBeTold.objects.create(
        child=child,
        anybody=anybody,
        who_and_why=who_and_why.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    _log("who_must_not_be_told_answered", child, case, by=by, at=at)
    return answer


def _person(
    case: Case,
    stated_person: StatedPerson | None,
    person: Person | None,
    values: Iterable[tuple[str, str]],
    *,
    grounds: str,
    by: User,
    at: datetime,
) -> Person:
    values = list(values)
    if sum(map(bool, (stated_person, person, values))) > 1:
        raise OneSource("Select one person, or enter a new one.")
    if person:
        permission = (
            Permission.WORK_CASES if by.may(Permission.WORK_CASES) else Permission.SAFEGUARD
        )
        records.hold(case, by=by, permission=permission)
        roles = CaseRole.objects.filter(case=case, person=person, ended_at=None)
        rules.check_in_case(roles.values_list("role", flat=True), person.reference)
        return person
    if stated_person:
        return cases.add_person_from_referral(
            case=case, stated_person=stated_person, role=Role.CHILD, grounds=grounds, by=by, at=at
        ).person
    return cases.add_person(
        case=case, values=values, role=Role.CHILD, grounds=grounds, by=by, at=at
    ).person


def _set_identified(
    identified: bool, *, case: Case, child: Child, how: str, by: User, at: datetime
) -> None:
    if not how.strip():
        raise HowMissing("Enter how this is known.")
    case, child = _lock(case, child, by=by)
    if child.identified == identified:
        raise records.NothingChanged("That is recorded already.")
    child.identified = identified
    child.save(update_fields=["identified"])
    _identification(child, identified=identified, how=how, by=by, at=at)
    what = "child_identified" if identified else "identification_taken_back"
    _log(what, child, case, by=by, at=at)
    _tell_triage(case, identified, by=by, at=at)


def _tell_triage(case: Case, identified: bool, *, by: User, at: datetime) -> None:
    """Have the case's referrals graded again; what holds for another child is not taken back."""
    others = CaseRole.objects.filter(case=case, role=Role.CHILD, ended_at=None)
    if identified:
        because, facts = "A child of the case was identified", {"child_identified": "yes"}
    elif Child.objects.filter(person__in=others.values("person"), identified=True).exists():
        return
    else:
        because = "A child of the case is not identified after all"
        facts = {"child_identified": "not_known"}
    cases.learn(case, because=because, facts=facts, by=by, at=at)


def _identification(
    child: Child, *, identified: bool, how: str, by: User, at: datetime
) -> Identification:
    return Identification.objects.create(
        child=child, identified=identified, how=how.strip(), recorded_at=at, recorded_by=by
    )


def _lock(case: Case, child: Child, *, by: User) -> tuple[Case, Child]:
    case = records.hold(case, by=by, permission=Permission.SAFEGUARD, closed_too=True)
    locked = Child.objects.select_for_update(of=("self",)).select_related("person")
    child = locked.get(pk=child.pk)
    roles = queries.roles_in(case, [child]).get(child.pk, [])
    rules.check_in_case(roles, child.person.reference)
    return case, child


def _log(what: str, child: Child, case: Case, *, by: User, at: datetime, **details: Any) -> None:
    audit.record(
        what=f"safeguarding.{what}",
        about=[case.reference, child.person.reference],
        by=by.staff_number,
        at=at,
        **details,
    )
