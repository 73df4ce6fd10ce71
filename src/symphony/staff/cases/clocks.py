"""The first-visit clock of a case, and what stops it."""

from datetime import datetime

from symphony.cases.models import Case
from symphony.figures.responses import first_visit


def first_visit_of(case: Case) -> datetime | None:
    """Return when the case was first visited, or None if it was not yet."""
    found: datetime | None = (
        Case.objects.filter(pk=case.pk)
        .annotate(visited_at=first_visit())
        .values_list("visited_at", flat=True)
        .get()
    )
    return found


__all__ = ["first_visit", "first_visit_of"]
