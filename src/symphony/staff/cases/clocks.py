"""The first-visit clock of a case, and what stops it."""

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Least

from symphony.cases.models import Case
from symphony.crimes import queries as crimes
from symphony.safeguarding import queries as safeguarding


def first_visit() -> Least:
    """Return the expression for when a case was first visited.

    The first arrest, education visit or protective action that stands: by then somebody has been
    there.
    """
    protected = safeguarding.qualifying_actions().filter(case=OuterRef("pk")).order_by("taken_at")
    return Least(
        crimes.first_arrest(),
        safeguarding.first_seen(),
        Subquery(protected.values("taken_at")[:1]),
    )


def first_visit_of(case: Case) -> datetime | None:
    """Return when the case was first visited, or None if it was not yet."""
    found: datetime | None = (
        Case.objects.filter(pk=case.pk)
        .annotate(visited_at=first_visit())
        .values_list("visited_at", flat=True)
        .get()
    )
    return found
