"""Who is in the case and as what: nobody is a suspect until a named officer says why."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.cases import records, rules, stated
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.cases.services.learning import learn, learn_new_suspect
from symphony.cases.services.values import NEW_ADDRESS
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.people import queries as people_queries
from symphony.people import services as people
from symphony.people.models import Person, PersonValue
from symphony.referrals.models import StatedPerson


class NotInReferral(DomainError):
    """The person is not one whom a referral of this case names."""


class AlreadyInCase(DomainError):
    """The person is in the case, as what was asked for or as something that has to be changed."""


class RoleNotCurrent(DomainError):
    """The role was changed or ended meanwhile."""


class SameRole(DomainError):
    """The person is this in the case already."""


@transaction.atomic
def add_person_from_referral(
    *,
    case: Case,
    stated_person: StatedPerson,
    role: str,
    grounds: str,
    by: User,
    at: datetime,
) -> CaseRole:
    """Bring somebody whom a referral of the case names into it, in a role that is not suspect.

    The user of the reported account is in the case from its opening: for them it changes the role.
    Somebody whose role was ended comes back as the same person.

    :raises records.NotYours: if it is another team's case, or the role needs another permission
    :raises records.CaseClosed: if it was closed
    :raises NotInReferral: if no referral of the case names the person
    :raises AlreadyInCase: if they are in it already
    :raises rules.GroundsMissing: if they would be a suspect: that is a step of its own
    """
    case = records.hold(case, by=by, permission=rules.permission_for([role]))
    if role == Role.SUSPECT:
        raise rules.GroundsMissing(
            "Nobody comes from a referral as a suspect. Add the person, then change the role."
        )
    if not CaseReferral.objects.filter(case=case, referral=stated_person.referral_id).exists():
        raise NotInReferral(f"No referral of {case.reference} names this person.")
    before = (
        CaseRole.objects.filter(case=case, stated_person=stated_person)
        .select_related("person", "stated_person")
        .order_by("-from_at", "-id")
        .first()
    )
    if before and before.ended_at is None:
        if before.role != Role.REPORTED_USER or role == Role.REPORTED_USER:
            raise AlreadyInCase(
                f"This person is in {case.reference} already, as {before.get_role_display()}."
            )
        return _replace(case, before, role, grounds, by=by, at=at)
    person = before.person if before else _person_from(stated_person, by=by, at=at)
    return _add(case, person, role, grounds, said_by=stated_person, by=by, at=at)


@transaction.atomic
def add_person(
    *,
    case: Case,
    values: Iterable[tuple[str, str]],
    role: str,
    grounds: str,
    age_grounds: str = "",
    by: User,
    at: datetime,
) -> CaseRole:
    """Bring somebody into the case whom no referral of it names; the case is their source.

    :raises records.NotYours: if it is another team's case, or the role needs another permission
    :raises records.CaseClosed: if it was closed
    :raises DomainError: what `change_role` refuses where the role is suspect
    """
    case = records.hold(case, by=by, permission=rules.permission_for([role]))
    values = list(values)
    person = people.create_person(source=case.reference, values=values, by=by, at=at)
    if role == Role.SUSPECT:
        _check_suspect(case, person, grounds, age_grounds, by=by, at=at)
    added = _add(case, person, role, grounds, age_grounds=age_grounds, by=by, at=at)
    if any(kind == PersonValue.Kind.ADDRESS for kind, _ in values):
        learn(case, because=NEW_ADDRESS, facts={}, by=by, at=at)
    return added


@transaction.atomic
def change_role(
    *,
    case_role: CaseRole,
    role: str,
    grounds: str,
    age_grounds: str = "",
    by: User,
    at: datetime,
) -> CaseRole:
    """End the person's role and begin another, for a stated reason; the old one stays readable.

    Making somebody a suspect is this. `age_grounds` is asked for where their age is not known to
    be 18 or more: what is known of it, and why they are a suspect all the same.

    :raises records.NotYours: if it is another team's case, or a role needs another permission
    :raises records.CaseClosed: if it was closed
    :raises RoleNotCurrent: if the role was changed or ended meanwhile
    :raises SameRole: if nothing would change
    :raises rules.GroundsMissing: if no reason is given
    :raises rules.NeverASuspect: for a child under ten
    :raises rules.AgeGroundsMissing: if the age is not known to be 18 or more and nobody says why
    :raises rules.PersonInvolved: if a child in an education case would become one without a
        supervisor
    """
    case, before = _hold_role(case_role, [role], by=by)
    if before.role == role:
        raise SameRole(f"This person is {before.get_role_display().lower()} already.")
    if role == Role.SUSPECT:
        _check_suspect(case, before.person, grounds, age_grounds, by=by, at=at)
    if not grounds.strip():
        raise rules.GroundsMissing("Enter why the role changes.")
    after = _replace(case, before, role, grounds, age_grounds=age_grounds, by=by, at=at)
    if role == Role.SUSPECT:
        learn_new_suspect(case, before.role, by=by, at=at)
    return after


@transaction.atomic
def end_role(*, case_role: CaseRole, reason: str, by: User, at: datetime) -> CaseRole:
    """Take the person out of the case, with the reason; that they were in it stays readable.

    :raises records.NotYours: if it is another team's case, or the role needs another permission
    :raises records.CaseClosed: if it was closed
    :raises RoleNotCurrent: if the role was changed or ended meanwhile
    :raises records.ReasonMissing: if no reason is given
    """
    case, ended = _hold_role(case_role, [], by=by)
    if not reason.strip():
        raise records.ReasonMissing("Enter why this person is not in the case any more.")
    _end(ended, reason.strip(), by=by, at=at)
    audit.record(
        what="cases.role_ended",
        about=[case.reference, ended.person.reference],
        by=by.staff_number,
        at=at,
        role=ended.role,
    )
    return ended


def _hold_role(case_role: CaseRole, others: list[str], *, by: User) -> tuple[Case, CaseRole]:
    permission = rules.permission_for([case_role.role, *others])
    case = records.hold(case_role.case, by=by, permission=permission)
    # The case's lock is held by everybody who changes a role in it.
    found = CaseRole.objects.select_related("person", "stated_person").get(pk=case_role.pk)
    if found.ended_at:
        raise RoleNotCurrent("This role was changed or ended meanwhile. Open the page again.")
    return case, found


def _check_suspect(
    case: Case, person: Person, grounds: str, age_grounds: str, *, by: User, at: datetime
) -> None:
    rules.check_may_be_suspect(
        age=people_queries.age(person, on=at.astimezone(LONDON).date()),
        path=case.path,
        grounds=grounds,
        age_grounds=age_grounds,
        by=by,
    )


def _person_from(stated_person: StatedPerson, *, by: User, at: datetime) -> Person:
    return people.create_person(
        source=stated_person.referral.reference,
        values=stated.values_of(stated_person, stated_person.identifiers.all()),
        by=by,
        at=at,
    )


def _add(
    case: Case,
    person: Person,
    role: str,
    grounds: str,
    *,
    age_grounds: str = "",
    said_by: StatedPerson | None = None,
    by: User,
    at: datetime,
) -> CaseRole:
    added = _new(case, person, role, grounds, age_grounds, said_by, by=by, at=at)
    audit.record(
        what="cases.person_added",
        about=[case.reference, person.reference],
        by=by.staff_number,
        at=at,
        role=role,
    )
    return added


def _replace(
    case: Case,
    before: CaseRole,
    role: str,
    grounds: str,
    *,
    age_grounds: str = "",
    by: User,
    at: datetime,
) -> CaseRole:
    _end(before, f"Changed to {Role(role).label.lower()}", by=by, at=at)
    said_by = before.stated_person
    after = _new(case, before.person, role, grounds, age_grounds, said_by, by=by, at=at)
    audit.record(
        what="cases.role_changed",
        about=[case.reference, before.person.reference],
        by=by.staff_number,
        at=at,
        role=role,
        was=before.role,
    )
    return after


def _end(role: CaseRole, reason: str, *, by: User, at: datetime) -> None:
    role.ended_at, role.ended_by, role.ended_reason = at, by, reason
    role.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def _new(
    case: Case,
    person: Person,
    role: str,
    grounds: str,
    age_grounds: str,
    said_by: StatedPerson | None,
    *,
    by: User,
    at: datetime,
) -> CaseRole:
    return CaseRole.objects.create(
        case=case,
        person=person,
        role=role,
        grounds=grounds.strip(),
        age_grounds=age_grounds.strip() if role == Role.SUSPECT else "",
        stated_person=said_by,
        from_at=at,
        recorded_by=by,
    )
