"""What still stops a case from being closed."""

from django.db.models import Q

from symphony.cases.models import Case, CaseRole, Role
from symphony.safeguarding.models import EducationVisit, SafeguardingAction, VisitedChild


def children_without_action(case: Case) -> list[str]:
    """Return the references of the children in the case for whom nothing stands that was done.

    An action or a completed education visit is something done, whichever case it belongs to.
    """
    acted = SafeguardingAction.objects.current().values("child")
    visits = EducationVisit.objects.current().filter(result=EducationVisit.Result.COMPLETED)
    visited = VisitedChild.objects.filter(visit__in=visits).values("child")
    waiting = CaseRole.objects.filter(case=case, role=Role.CHILD, ended_at=None).exclude(
        Q(person__in=acted) | Q(person__in=visited)
    )
    return list(waiting.order_by("from_at", "id").values_list("person__reference", flat=True))
