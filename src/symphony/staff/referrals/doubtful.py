"""Reports that may come from a machine or a joker: kept apart, counted, and never dropped."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff import paging
from symphony.staff.referrals import area, queue, rows, told
from symphony.triage import queries, services
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

KEPT_APART = queries.QueueFilter(doubtful=True)


@dataclass(frozen=True)
class DoubtfulLine:
    """One report as it is shown: like a line of the queue, with why it is doubtful."""

    line: rows.Line
    doubts: list[str]


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show a page of the reports that are kept apart, most urgent first."""
    at = now()
    page = queries.queue(
        viewer=request.user,
        at=at,
        only=KEPT_APART,
        after=queue.place(request, paging.AFTER),
        before=queue.place(request, paging.BEFORE),
    )
    show(request, *(row.reference for row in page.rows))
    context = {
        "lines": [
            DoubtfulLine(line, told.doubts(line.row.doubts))
            for line in rows.lines(page.rows, at=at)
        ],
        "total": page.total,
        "previous_url": queue.address(request, paging.BEFORE, page.previous),
        "next_url": queue.address(request, paging.AFTER, page.next),
        "sections": area.lists(request.user, "referrals:doubtful"),
        "may_decide": request.user.may(Permission.DECIDE_TRIAGE),
        "now": at,
    }
    return render(request, "staff/referrals/doubtful.html", context)


@require_POST
def move_to_queue(request: StaffRequest, reference: str) -> HttpResponse:
    """Put one among the reports that wait for a decision."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    try:
        services.move_to_queue(referral=referral, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{reference} is in the queue.")
    return redirect("referrals:reading", reference)
