"""The operations: planned, under way and over."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.clock import today
from symphony.operations import queries, rules
from symphony.operations.queries import Row
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class Line:
    """One operation, with how far it is today."""

    row: Row
    state: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show all operations, the latest first."""
    day = today()
    rows = queries.listing(viewer=request.user)
    show(request, *(rules.log_name(row.slug) for row in rows))
    page = {
        "lines": [Line(row, rules.state(row.starts_on, row.ends_on, on=day)) for row in rows],
        "may_plan": request.user.may(Permission.PLAN_OPERATIONS),
    }
    return render(request, "staff/operations/list.html", page)
