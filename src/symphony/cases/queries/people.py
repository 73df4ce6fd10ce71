"""Who is in a case and as what, and in which cases a person is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from symphony.accounts.models import User
from symphony.cases import rules, stated
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.core.errors import NotFound
from symphony.people import ages
from symphony.people import queries as people_queries
from symphony.people.models import Person
from symphony.referrals.models import StatedPerson

_ORDER = {role: position for position, role in enumerate(Role.values)}


@dataclass(frozen=True)
class PersonRow:
    """Somebody's role in a case, current or ended."""

    case_role_id: UUID
    person_id: UUID
    reference: str
    name: str
    age: ages.Age
    role: str
    role_words: str
    grounds: str
    age_grounds: str
    from_at: datetime
    recorded_by: str
    ended_at: datetime | None
    ended_by: str
    ended_reason: str

    @property
    def is_suspect_under_ten(self) -> bool:
        """Whether an age learnt since forbids what was recorded before."""
        lowest = self.age.lowest
        too_young = lowest is not None and lowest < rules.AGE_OF_CRIMINAL_RESPONSIBILITY
        return self.role == Role.SUSPECT and self.ended_at is None and too_young


@dataclass(frozen=True)
class StatedRow:
    """Somebody whom a referral of the case names, and whether they are in the case."""

    referral: str
    position: int
    part_words: str
    name: str
    age: ages.Age
    in_case_as: str


@dataclass(frozen=True)
class RoleInCase:
    """What a person is, or was, in one case that the viewer may see."""

    case: str
    path: str
    role_words: str
    grounds: str
    from_at: datetime
    ended_at: datetime | None
    ended_reason: str


def people(case: Case, *, on: date) -> list[PersonRow]:
    """Return who is in the case, suspects first; two queries. Ages are those on the day given."""
    rows = _rows(case, CaseRole.objects.filter(case=case, ended_at=None), on=on)
    return sorted(rows, key=lambda row: (_ORDER[row.role], row.from_at, row.case_role_id))


def past_people(case: Case, *, on: date) -> list[PersonRow]:
    """Return the roles in the case that were ended, the latest first."""
    rows = _rows(case, CaseRole.objects.filter(case=case).exclude(ended_at=None), on=on)
    return sorted(rows, key=lambda row: (row.ended_at, row.case_role_id), reverse=True)


def role_of(case: Case, *, reference: str) -> CaseRole:
    """Return a person's current role in the case.

    :raises NotFound: if nobody of this reference is in it
    """
    found = (
        CaseRole.objects.filter(case=case, person__reference=reference, ended_at=None)
        .select_related("case", "person", "recorded_by")
        .first()
    )
    if found is None:
        raise NotFound(f"{reference} is not in {case.reference}.")
    return found


def stated_people(case: Case, *, on: date) -> list[StatedRow]:
    """Return everybody whom the referrals of the case name, in the order they are named."""
    current = CaseRole.objects.filter(case=case, ended_at=None, stated_person__isnull=False)
    in_case = dict(current.values_list("stated_person_id", "role"))
    named = (
        StatedPerson.objects.filter(referral__in=case.case_referrals.values("referral"))
        .select_related("referral")
        .prefetch_related("identifiers")
        .order_by("referral__received_at", "referral_id", "position")
    )
    return [_stated_row(case, person, in_case.get(person.pk), on=on) for person in named]


def stated_person(case: Case, *, referral: str, position: int) -> StatedPerson:
    """Return one person whom a referral of the case names.

    :raises NotFound: if no referral of the case names one there
    """
    found = (
        StatedPerson.objects.filter(
            referral__in=case.case_referrals.values("referral"),
            referral__reference=referral,
            position=position,
        )
        .select_related("referral")
        .first()
    )
    if found is None:
        raise NotFound(f"{referral} names nobody there.")
    return found


def _stated_row(case: Case, person: StatedPerson, role: str | None, *, on: date) -> StatedRow:
    said = stated.values_of(person, person.identifiers.all())
    return StatedRow(
        referral=person.referral.reference,
        position=person.position,
        part_words=StatedPerson.Part(person.part).label,
        name=people_queries.name_from(said),
        age=ages.span(said, on=on),
        in_case_as=rules.role_words(role, case.path) if role else "",
    )


def is_in_a_visible_case(person: Person, viewer: User) -> bool:
    """Say whether the viewer may see a case that the person is in, or was in."""
    return _roles_seen_by(viewer).filter(person=person).exists()


def readable_person(*, reference: str, viewer: User) -> Person:
    """Return a person who is, or was, in a case that the viewer may see.

    :raises NotFound: if there is none
    """
    found = Person.objects.filter(
        reference=reference, pk__in=_roles_seen_by(viewer).values("person")
    ).first()
    if found is None:
        raise NotFound(f"There is nobody {reference} whom you may see.")
    return found


def visible_sources(person: Person, *, viewer: User) -> set[str]:
    """Return the references of the cases of a person that the viewer sees, and of their referrals.

    A value that was learnt elsewhere is shown without saying where.
    """
    cases = _roles_seen_by(viewer).filter(person=person).values("case")
    found = CaseReferral.objects.filter(case__in=cases)
    pairs = found.values_list("case__reference", "referral__reference")
    return {reference for pair in pairs for reference in pair}


def roles_of(person: Person, *, viewer: User) -> list[RoleInCase]:
    """Return what the person is, or was, in the cases that the viewer may see, latest first."""
    rows = _roles_seen_by(viewer).filter(person=person).select_related("case")
    return [
        RoleInCase(
            case=row.case.reference,
            path=row.case.get_path_display(),
            role_words=rules.role_words(row.role, row.case.path),
            grounds=row.grounds,
            from_at=row.from_at,
            ended_at=row.ended_at,
            ended_reason=row.ended_reason,
        )
        for row in rows.order_by("-from_at", "-id")
    ]


def _roles_seen_by(viewer: User) -> QuerySet[CaseRole]:
    return CaseRole.objects.filter(case__in=Case.objects.visible_to(viewer))


def _rows(case: Case, roles: QuerySet[CaseRole], *, on: date) -> Iterable[PersonRow]:
    found = list(roles.select_related("person", "recorded_by", "ended_by"))
    known = people_queries.standing_values(role.person_id for role in found)
    return [
        PersonRow(
            case_role_id=role.pk,
            person_id=role.person_id,
            reference=role.person.reference,
            name=people_queries.name_from(known[role.person_id]),
            age=ages.span(known[role.person_id], on=on),
            role=role.role,
            role_words=rules.role_words(role.role, case.path),
            grounds=role.grounds,
            age_grounds=role.age_grounds,
            from_at=role.from_at,
            recorded_by=role.recorded_by.name,
            ended_at=role.ended_at,
            ended_by=role.ended_by.name if role.ended_by else "",
            ended_reason=role.ended_reason,
        )
        for role in found
    ]
