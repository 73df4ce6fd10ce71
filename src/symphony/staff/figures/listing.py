"""All that is counted: each figure for a period, with the rule that it is counted by."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.figures import measures, queries
from symphony.figures.measures import Measure
from symphony.staff.figures import scope as scopes
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class Row:
    """One figure of the list."""

    measure: Measure
    value: int
    url: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show every figure for the days, team and operation that the address names."""
    at = now()
    form, scope = scopes.read(request, viewer=request.user, at=at)
    rows = [
        Row(
            measure,
            queries.count(measure=measure, as_at=at, **scope.arguments).value,
            f"{reverse('figures:measure', args=[measure.slug])}?{scope.query}",
        )
        for measure in measures.ALL
    ]
    page = {
        "form": form,
        "scope": scope,
        "usual": scopes.usual_periods(at, scope),
        "rows": rows,
        "as_at": at,
    }
    return render(request, "staff/figures/list.html", page)
