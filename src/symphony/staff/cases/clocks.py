"""The first-visit clock of a case, and what stops it."""

from dataclasses import dataclass
from datetime import datetime

from symphony.cases import queries
from symphony.cases.models import Case
from symphony.figures.responses import first_visit


@dataclass(frozen=True)
class FirstVisit:
    """How the clock of the first visit stands."""

    due_at: datetime | None
    began_at: datetime
    met_at: datetime | None
    paused_at: datetime | None
    waiting_for: str


def first_visit_of(case: Case, *, at: datetime) -> FirstVisit:
    """Return the clock of a case, with when it was first visited if it was."""
    this = Case.objects.filter(pk=case.pk)
    visited: datetime | None = (
        this.annotate(visited_at=first_visit()).values_list("visited_at", flat=True).get()
    )
    given = queries.given_time(this, at=at).get(case.pk)
    return FirstVisit(
        due_at=given.due_at if given else case.first_visit_due_at,
        began_at=case.opened_at,
        met_at=visited,
        paused_at=given.paused_at if given else None,
        waiting_for=given.waiting_for if given else "",
    )


__all__ = ["FirstVisit", "first_visit", "first_visit_of"]
