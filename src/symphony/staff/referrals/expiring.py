"""Which provider's data is lost soonest, so that somebody asks for it before that."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.referrals.models import StatedPerson
from symphony.staff import paging
from symphony.staff.referrals import area
from symphony.triage import queries
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MOST_SHOWN = 50
PLACES = "expiring"
PARTS = dict(StatedPerson.Part.choices)


@dataclass(frozen=True)
class Line:
    """One referral, and what of it is lost next."""

    reference: str
    band: str | None
    made_at: datetime
    lost_at: datetime
    what: str
    sender: str


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show open referrals by the connection that a provider loses next."""
    at = now()
    after = paging.moment(request, PLACES)
    found = queries.expiring(
        viewer=request.user,
        at=at,
        limit=MOST_SHOWN + 1,
        without=cases.in_closed_cases(),
        after=after,
    )
    more, lines = len(found) > MOST_SHOWN, [_line(one) for one in found[:MOST_SHOWN]]
    show(request, *(line.reference for line in lines))
    context = {
        "lines": lines,
        "days": settings.PROVIDER_DATA_DAYS,
        "later": after is not None,
        "next_url": _next(request, found[MOST_SHOWN - 1]) if more else "",
        "now": at,
        "sections": area.lists(request.user, "referrals:expiring"),
    }
    return render(request, "staff/referrals/expiring.html", context)


def _next(request: StaffRequest, last: queries.Expiring) -> str:
    made_at = last.lost_at - queries.data_kept()
    return paging.go_on(request, PLACES, made_at, last.referral.pk)


def _line(one: queries.Expiring) -> Line:
    event = one.connection
    assert event.at_utc is not None, "only connections whose time is known are found"
    what = event.event or "Connection"
    if event.person:
        what += f", {PARTS[event.person.part].lower()}"
    if event.offset_stated is False:
        what += ". No time zone is stated: it may be lost some hours sooner"
    return Line(
        reference=one.referral.reference,
        band=one.referral.queue_entry.band,
        made_at=event.at_utc,
        lost_at=one.lost_at,
        what=what,
        sender=one.referral.sender or "Not stated",
    )
