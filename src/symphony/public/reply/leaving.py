"""Leaving a visit: forgets the key, and leads to a page that tells nothing."""

import structlog
from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.public import unfinished
from symphony.public.report import moving
from symphony.public.report.leaving import FORGET
from symphony.public.unfinished import REPLY

log = structlog.get_logger("symphony.public")


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """Forget, and go; without the database the key at least is thrown away."""
    response = moving.see_other(settings.EXIT_URL)
    response["Referrer-Policy"] = "no-referrer"
    if is_fetched_by_others(request):
        return response
    try:
        held = unfinished.find(request, REPLY)
        if held is not None:
            unfinished.end(held)
    except DatabaseProblem:
        log.warning("visit not thrown away", exc_info=True)
    unfinished.take_back(response, REPLY)
    response["Clear-Site-Data"] = FORGET
    return response


def is_fetched_by_others(request: HttpRequest) -> bool:
    """Say whether another site, or a browser that fetches ahead, asks: neither ends a visit."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
    return elsewhere or "prefetch" in request.headers.get("Sec-Purpose", "")
