"""Exit: throws away what a browser is in the middle of, and leads to a page that tells nothing."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.public import frame, unfinished

log = structlog.get_logger("symphony.public")
# What a browser may hold of us. It is the browser that has to follow it.
FORGET = '"cache", "cookies", "storage"'


def leaving(kind: unfinished.Kind) -> Callable[[HttpRequest], HttpResponse]:
    """Return the page that ends a report, or a visit with the six words, and leads away."""

    @require_safe
    def leave(request: HttpRequest) -> HttpResponse:
        """Forget, and go. Nothing delays it: without the database the key at least goes."""
        response = frame.see_other(settings.EXIT_URL)
        response["Referrer-Policy"] = "no-referrer"
        if is_fetched_by_others(request):
            return response
        try:
            held = unfinished.find(request, kind)
            if held is not None:
                unfinished.end(held)
        except DatabaseProblem:
            log.warning(f"{kind.name} not thrown away", exc_info=True)
        unfinished.take_back(response, kind)
        response["Clear-Site-Data"] = FORGET
        return response

    return leave


def is_fetched_by_others(request: HttpRequest) -> bool:
    """Say whether another site, or a browser that fetches ahead, asks: neither ends anything."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
    return elsewhere or "prefetch" in request.headers.get("Sec-Purpose", "")
