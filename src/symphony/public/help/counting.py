"""Counting that a help page was opened: a number a day, and nothing about the reader."""

import structlog
from django.db import Error as DatabaseProblem
from django.http import HttpRequest

from symphony.core.clock import today
from symphony.letterbox import services as letterbox

log = structlog.get_logger("symphony.public")


def count(request: HttpRequest) -> None:
    """Count the page that was asked for, if somebody looks at it. Never fails the page.

    A browser that fetches a page ahead, in case its reader goes there, says so.
    """
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    if request.method != "GET" or "prefetch" in ahead:
        return
    try:
        letterbox.count_visit(page=request.path, day=today())
    except DatabaseProblem:
        log.warning("visit not counted", exc_info=True)
