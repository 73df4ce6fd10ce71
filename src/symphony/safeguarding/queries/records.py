"""What was done for a child, and the visits, each as entered and with what became of it."""

from collections.abc import Iterable
from uuid import UUID

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case
from symphony.cases.versions import Entered, entered
from symphony.core.errors import NotFound
from symphony.safeguarding.models import Child, EducationVisit, SafeguardingAction, VisitedChild


def actions_of(child: Child) -> list[Entered[SafeguardingAction]]:
    """Return what was done for the child, in every case, as entered, each with its versions."""
    return entered(
        SafeguardingAction.objects.filter(child=child).select_related(
            "case", "recorded_by", "withdrawn_by", "next_done_by"
        )
    )


def readable_visit(*, reference: str, viewer: User) -> Entered[EducationVisit]:
    """Return the visit of this reference with its versions, if it is of a case the viewer sees.

    :raises NotFound: if there is none, or the viewer may not know
    """
    found = EducationVisit.objects.none()
    if viewer.may(Permission.READ_CHILDREN):
        found = EducationVisit.objects.filter(
            reference=reference, case__in=Case.objects.visible_to(viewer)
        )
    visits = entered(found.select_related("case", "recorded_by", "withdrawn_by"))
    if not visits:
        raise NotFound(f"There is no visit {reference} that you may read.")
    return visits[0]


def visits_of(child: Child, *, viewer: User) -> list[EducationVisit]:
    """Return the latest version of each visit to the child, newest first, as the viewer may see."""
    rows = EducationVisit.objects.filter(
        superseded_at=None,
        visited_children__child=child,
        case__in=Case.objects.visible_to(viewer),
    )
    return list(rows.select_related("case", "recorded_by").order_by("-visited_at", "-id"))


def visits_in(case: Case) -> list[EducationVisit]:
    """Return the latest version of each visit of the case, newest first; withdrawn ones too."""
    rows = EducationVisit.objects.filter(case=case, superseded_at=None)
    return list(rows.order_by("-visited_at", "-id"))


def seen_at(visit: EducationVisit) -> dict[Child, bool]:
    """Return whom the visit was for, each with whether they were seen in person."""
    return seen_at_each([visit])[visit.pk]


def seen_at_each(visits: Iterable[EducationVisit]) -> dict[UUID, dict[Child, bool]]:
    """Return the same for each of these visits, in one query."""
    found: dict[UUID, dict[Child, bool]] = {visit.pk: {} for visit in visits}
    rows = VisitedChild.objects.filter(visit__in=found).select_related("child__person")
    for row in rows.order_by("id"):
        found[row.visit_id][row.child] = row.seen_in_person
    return found
