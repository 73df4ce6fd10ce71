"""Exit: throws away what was answered, and leads to a page that tells nothing."""

import structlog
from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.public import unfinished
from symphony.public.report import moving
from symphony.public.unfinished import REPORT

log = structlog.get_logger("symphony.public")
# What a browser may hold of us. It is the browser that has to follow it.
FORGET = '"cache", "cookies", "storage"'


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """Forget, and go. Nothing delays it: without the database the key at least is thrown away."""
    response = moving.see_other(settings.EXIT_URL)
    response["Referrer-Policy"] = "no-referrer"
    # Another site, or a browser that fetches ahead, cannot end somebody's report.
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
    if elsewhere or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return response
    try:
        held = unfinished.find(request, REPORT)
        if held is not None:
            unfinished.end(held)
    except DatabaseProblem:
        log.warning("report not thrown away", exc_info=True)
    unfinished.take_back(response, REPORT)
    response["Clear-Site-Data"] = FORGET
    return response
