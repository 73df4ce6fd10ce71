"""Which provider's data is lost soonest, so that somebody asks for it before that."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.figures import responses
from symphony.referrals.models import StatedPerson
from symphony.staff.referrals import area
from symphony.triage import queries
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

MOST_SHOWN = 50
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
    found = queries.expiring(viewer=request.user, at=at, limit=MOST_SHOWN)
    done = responses.done_by(one.referral.pk for one in found)
    lines = [
        _line(one) for one in found if done.get(one.referral.pk, queries.NOT_DONE).closed_at is None
    ]
    show(request, *(line.reference for line in lines))
    context = {
        "lines": lines,
        "days": settings.PROVIDER_DATA_DAYS,
        "most_shown": MOST_SHOWN,
        "is_cut": len(found) == MOST_SHOWN,
        "now": at,
        "sections": area.lists(request.user, "referrals:expiring"),
    }
    return render(request, "staff/referrals/expiring.html", context)


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
