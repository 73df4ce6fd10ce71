"""Asking about children: are they safe by the rule, what is due, what was done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case, CaseRole
from symphony.cases.records import RecordQuerySet
from symphony.cases.versions import Entered, entered
from symphony.core.errors import NotFound
from symphony.safeguarding import rules
from symphony.safeguarding.models import (
    Child,
    EducationVisit,
    MustNotBeTold,
    SafeguardingAction,
    VisitedChild,
)


def qualifying_actions() -> RecordQuerySet:
    """Return the actions that stand and make a child count, by rule S-2, if identified."""
    actions: RecordQuerySet = SafeguardingAction.objects.current().filter(
        kind__in=rules.QUALIFYING, result=SafeguardingAction.Result.COMPLETED
    )
    return actions


def is_safeguarded(child: Child) -> rules.Standing:
    """Return whether the child counts as safeguarded, since when, and by which rule."""
    return standings([child])[child.pk]


def standings(children: Iterable[Child]) -> dict[UUID, rules.Standing]:
    """Return the same for each of these children, in one query."""
    identified = {child.pk: child.identified for child in children}
    first: dict[UUID, datetime] = dict(
        qualifying_actions()
        .filter(child__in=identified)
        .values("child")
        .annotate(first=Min("taken_at"))
        .values_list("child", "first")
    )
    return {
        pk: rules.standing(identified=known, first_protected_at=first.get(pk))
        for pk, known in identified.items()
    }


def roles_in(case: Case, children: Iterable[Child]) -> dict[UUID, list[str]]:
    """Return what each of these children is in the case now; who is not in it is left out."""
    roles = CaseRole.objects.filter(
        case=case, person__in=[child.pk for child in children], ended_at=None
    )
    found: dict[UUID, list[str]] = {}
    for person, role in roles.values_list("person_id", "role"):
        found.setdefault(person, []).append(role)
    return found


def unanswered(children: Iterable[Child]) -> list[str]:
    """Return the references of those about whom nobody answered who must not be told."""
    children = list(children)
    answered = set(
        MustNotBeTold.objects.filter(child__in=children, replaced_at=None).values_list(
            "child_id", flat=True
        )
    )
    return [child.person.reference for child in children if child.pk not in answered]


def answer(child: Child) -> MustNotBeTold | None:
    """Return who must not be told about the child; None if nobody has answered."""
    answers = MustNotBeTold.objects.filter(child=child, replaced_at=None)
    return answers.select_related("recorded_by").first()


def readable(*, reference: str, viewer: User) -> Child:
    """Return the child of this reference, if the viewer's team has or had them in a case.

    :raises NotFound: if there is none, or the viewer may not know
    """
    found = Child.objects.none()
    if viewer.may(Permission.READ_CHILDREN):
        cases = Case.objects.visible_to(viewer)
        people = CaseRole.objects.filter(case__in=cases).values("person")
        found = Child.objects.filter(person__reference=reference, person__in=people)
    child = found.select_related("person", "recorded_by").first()
    if child is None:
        raise NotFound(f"There is no child {reference} that you may read.")
    return child


def actions_of(child: Child) -> list[Entered[SafeguardingAction]]:
    """Return what was done for the child, in every case, as entered, each with its versions."""
    return entered(
        SafeguardingAction.objects.filter(child=child).select_related(
            "case", "recorded_by", "withdrawn_by", "next_done_by"
        )
    )


def seen_at(visit: EducationVisit) -> dict[Child, bool]:
    """Return whom the visit was for, each with whether they were seen in person."""
    rows = VisitedChild.objects.filter(visit=visit).select_related("child__person")
    return {row.child: row.seen_in_person for row in rows.order_by("id")}
