"""What came by each source and day, and whether it adds up."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.core.clock import today
from symphony.referrals import queries
from symphony.referrals.models.referral import Channel
from symphony.staff.referrals import area
from symphony.web.requests import StaffRequest

DAYS = 14
CHANNELS = dict(Channel.choices)


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show two weeks, up to the day that the address names or today."""
    last = _last_day(request)
    first = last - timedelta(days=DAYS - 1)
    days = queries.intake(first=first, last=last)
    newest = queries.last_received()
    sections = area.lists(request.user, "referrals:sources")
    context = {
        "days": [(CHANNELS[day.channel], day) for day in days],
        "first": first,
        "last": last,
        "wrong": sum(not day.adds_up for day in days),
        "runs": [(CHANNELS[run.channel], run) for run in queries.unfinished_runs()],
        "channels": [(words, newest.get(code)) for code, words in CHANNELS.items()],
        "sections": sections,
        "doubtful": area.count_in(sections, "referrals:doubtful"),
        "earlier": (first - timedelta(days=1)).isoformat(),
        "later": (last + timedelta(days=DAYS)).isoformat() if last < today() else "",
    }
    return render(request, "staff/referrals/sources.html", context)


def _last_day(request: StaffRequest) -> date:
    try:
        return min(date.fromisoformat(request.GET.get("until", "")), today())
    except ValueError:
        return today()
