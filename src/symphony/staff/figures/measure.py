"""One figure: its value, how it compares, how it is counted, and how it runs through the period."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.figures import measures, queries
from symphony.figures.measures import Measure
from symphony.figures.queries import Comparison, Part
from symphony.staff.figures import chart
from symphony.staff.figures import scope as scopes
from symphony.staff.figures.scope import Scope
from symphony.web.requests import StaffRequest

# Below this, a percentage says less than the two numbers.
ENOUGH_FOR_A_PERCENTAGE = 20


@require_GET
def view(request: StaffRequest, measure: str) -> HttpResponse:
    """Show the figure for the days, team and operation that the address names."""
    found = measures.get(measure)
    at = now()
    form, scope = scopes.read(request, viewer=request.user, at=at)
    figure = queries.count(measure=found, as_at=at, **scope.arguments)
    comparison = queries.compared(measure=found, as_at=at, **scope.arguments)
    parts = queries.parts(measure=found, as_at=at, **scope.arguments)
    lines = chart.lines(parts, *_year_before(found, scope, comparison, at))
    records = reverse("figures:records", args=[found.slug])
    page = {
        "form": form,
        "scope": scope,
        "usual": scopes.usual_periods(at, scope),
        "measure": found,
        "figure": figure,
        "comparison": comparison,
        "comparison_words": _compared(comparison),
        "earlier_words": scopes.days(comparison.period),
        "lines": lines,
        "chart": chart.draw(f"{found.title}, {scope.words}", lines),
        "same_channels": comparison.series is not None,
        "by_day": len(parts) == scope.period.length,
        "records_url": f"{records}?{scope.query}",
        "may_open": request.user.may(Permission.OPEN_FIGURES),
        "as_at": at,
    }
    return render(request, "staff/figures/measure.html", page)


def _year_before(
    measure: Measure, scope: Scope, comparison: Comparison, at: datetime
) -> tuple[list[Part], list[Part]]:
    """Return the parts of the year before, and this period's on the channels open in both."""
    if comparison.before is None:
        return [], []
    asked = {**scope.arguments, "series": comparison.series}
    same = queries.parts(measure=measure, as_at=at, **asked)
    asked["period"] = scope.period.year_before()
    return queries.parts(measure=measure, as_at=at, **asked), same


def _compared(comparison: Comparison) -> str:
    """Return how the figure compares with the year before: up 9% on the year before (653)."""
    before = comparison.before
    if before is None:
        return ""
    change = comparison.value - before
    if change == 0:
        return f"the same as the year before ({before:,})"
    direction = "up" if change > 0 else "down"
    if before < ENOUGH_FOR_A_PERCENTAGE:
        return f"{direction} {abs(change):,} on the year before ({before:,})"
    return f"{direction} {abs(change) / before:.0%} on the year before ({before:,})"
