"""Which child's record a viewer may open, and what has been answered about the child."""

from collections.abc import Iterable
from uuid import UUID

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case, CaseRole
from symphony.core.errors import NotFound
from symphony.people.models import Person
from symphony.safeguarding.models import Child, Identification, MustNotBeTold


def readable(*, reference: str, viewer: User) -> Child:
    """Return the child of this reference, if the viewer's team has or had them in a case.

    :raises NotFound: if there is none, or the viewer may not know
    """
    found = Child.objects.none()
    if viewer.may(Permission.READ_CHILDREN):
        seen = CaseRole.objects.filter(case__in=Case.objects.visible_to(viewer))
        found = Child.objects.filter(person__reference=reference, person__in=seen.values("person"))
    child = found.select_related("person", "recorded_by").first()
    if child is None:
        raise NotFound(f"There is no child {reference} that you may read.")
    return child


def has_record(person: Person) -> bool:
    """Say whether the person has a child's record."""
    return Child.objects.filter(pk=person.pk).exists()


def readable_cases(child: Child, *, viewer: User) -> list[Case]:
    """Return the cases that the child is in now and the viewer may see, open ones first."""
    roles = CaseRole.objects.filter(person=child.pk, ended_at=None)
    cases = Case.objects.visible_to(viewer).filter(pk__in=roles.values("case"))
    return sorted(cases, key=lambda case: (case.closed_at is not None, case.opened_at, case.pk))


def roles_in(case: Case, children: Iterable[Child]) -> dict[UUID, list[str]]:
    """Return what each of these children is in the case now; who is not in it is left out."""
    roles = CaseRole.objects.filter(
        case=case, person__in=[child.pk for child in children], ended_at=None
    )
    found: dict[UUID, list[str]] = {}
    for person, role in roles.values_list("person_id", "role"):
        found.setdefault(person, []).append(role)
    return found


def answer(child: Child) -> MustNotBeTold | None:
    """Return who must not be told about the child; None if nobody has answered."""
    return answers([child]).get(child.pk)


def answers(children: Iterable[Child]) -> dict[UUID, MustNotBeTold]:
    """Return the same for each of these children; who has no answer is left out."""
    current = MustNotBeTold.objects.filter(child__in=list(children), replaced_at=None)
    return {row.child_id: row for row in current.select_related("recorded_by")}


def unanswered(children: Iterable[Child]) -> list[str]:
    """Return the references of those about whom nobody answered who must not be told."""
    children = list(children)
    answered = answers(children)
    return [child.person.reference for child in children if child.pk not in answered]


def identifications(child: Child) -> list[Identification]:
    """Return when the child was identified, or found not to be, the latest first."""
    rows = Identification.objects.filter(child=child).select_related("recorded_by")
    return list(rows.order_by("-recorded_at", "-id"))
