"""One figure: its value, how it compares, how it is counted, and how it runs through the period."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.figures import measures, queries
from symphony.figures.queries import Comparison
from symphony.staff.figures import chart
from symphony.staff.figures import scope as scopes
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
    before = []
    if comparison.before is not None and not comparison.note:
        earlier = {**scope.arguments, "period": scope.period.year_before()}
        before = queries.parts(measure=found, as_at=at, **earlier)
    lines = chart.lines(parts, before)
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
        "by_day": len(parts) == scope.period.length,
        "records_url": f"{records}?{scope.query}",
        "may_open": request.user.may(Permission.OPEN_FIGURES),
        "as_at": at,
    }
    return render(request, "staff/figures/measure.html", page)


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
