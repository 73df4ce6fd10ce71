"""How many referrals came into a view since its page was made: a number and nothing else."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.core.clock import now, real_now
from symphony.staff.referrals import narrowing
from symphony.triage import queries
from symphony.web.requests import StaffRequest

ANSWER = "Symphony-Arrivals"
MORE_THAN_COUNTED = "more than 1,000"


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Answer without a body, so that no page was shown and no look is recorded."""
    _, asked = narrowing.asked_for(request.user, request.GET.urlencode())
    try:
        opened_at = datetime.fromisoformat(request.GET.get("opened", ""))
    except ValueError:
        opened_at = real_now()
    if opened_at.tzinfo is None:
        opened_at = real_now()
    only = asked.filter(at=now(), came_after=opened_at)
    count = queries.count(viewer=request.user, only=only)
    words = MORE_THAN_COUNTED if count is None else f"{count:,}"
    return HttpResponse(status=204, headers={ANSWER: words})
