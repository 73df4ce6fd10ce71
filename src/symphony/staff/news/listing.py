"""The releases: for you to approve, being written, waiting for somebody else, published."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.news import queries, rules
from symphony.news.models import Release
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

State = Release.State


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show all releases, those that wait for this person first."""
    rows = queries.listing(viewer=request.user)
    show(request, *(rules.log_name(row.slug) for row in rows))
    for_you = [row for row in rows if row.is_for_viewer_to_approve]
    others = [row for row in rows if not row.is_for_viewer_to_approve]
    sections = [
        ("For you to approve", for_you),
        ("Being written", [row for row in others if row.state in (State.DRAFT, State.RETURNED)]),
        ("Awaiting somebody else", [row for row in others if row.state == State.AWAITING]),
        ("Published", [row for row in others if row.state == State.PUBLISHED]),
    ]
    page = {
        "sections": [(heading, found) for heading, found in sections if found],
        "may_write": request.user.may(Permission.WRITE_NEWS),
    }
    return render(request, "staff/news/list.html", page)
