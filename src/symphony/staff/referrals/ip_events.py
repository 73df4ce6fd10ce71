"""Every connection that a referral states, with its time in three ways."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.referrals import queries
from symphony.staff.referrals import connections, record
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show every connection."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    frame = record.frame(referral, viewer=request.user, page="referrals:ip_events")
    show(request, reference)
    events = [connections.ip_event(one, referral) for one in queries.ip_events(referral)]
    return render(request, "staff/referrals/ip_events.html", frame | {"events": events})
