"""Every page of the form at one address: what the browser opens, and what it sends."""

from collections.abc import Callable

import structlog
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from symphony.public import frame, unfinished
from symphony.public.report import (
    answering,
    away,
    beginning,
    idle,
    moving,
    pages,
    posted,
    progress,
    sending,
)
from symphony.public.report.posted import Posted
from symphony.public.unfinished import REPORT

log = structlog.get_logger("symphony.public")

_BY_STEP: dict[str, Callable[[HttpRequest, Posted], HttpResponse]] = {
    "": beginning.come_in,
    progress.START: beginning.begin,
    "carry_on": beginning.carry_on,
    "change": beginning.change,
    "check_back": beginning.back_from_the_check,
    "once_more": sending.see_once_more,
    "stay": idle.stay,
    progress.CHECK: sending.send,
    progress.PERSON: sending.send,
}


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """Show the page that the reporter has come to, or take what it sent."""
    if request.method == "POST":
        return _receive(request)
    try:
        return _open(request)
    except frame.AWAY:
        log.warning("database away", exc_info=True)
        return frame.away(request)


def _receive(request: HttpRequest) -> HttpResponse:
    sent = posted.read(request)
    take = _BY_STEP.get(sent.step, answering.answer)
    try:
        return take(request, sent)
    except DatabaseProblem:
        log.exception("report not stored")
        return away.keep_in_the_page(request, sent)


def _open(request: HttpRequest) -> HttpResponse:
    """Show the first page, unless the browser goes on with a report of its own."""
    held = unfinished.find(request, REPORT)
    if held is None or progress.is_sent(held.state):
        return pages.before(request)
    if unfinished.goes_on(request, REPORT):
        return moving.show(request, held.state)
    # A browser that says where it comes from comes from elsewhere, so it may be somebody else.
    if request.headers.get("Referer") or not _was_just_sent_here(request):
        return pages.before(request)
    return moving.show(request, held.state)


def _was_just_sent_here(request: HttpRequest) -> bool:
    with unfinished.changing(request, REPORT) as held:
        return held is not None and unfinished.may_show(held.state)
