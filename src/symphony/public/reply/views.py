"""Every page of a visit at one address: what the browser opens, and what it sends."""

from collections.abc import Callable

import structlog
from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.public import frame, typed, unfinished
from symphony.public.leaving import is_fetched_by_others
from symphony.public.reply import opening, pages, sending, visit
from symphony.public.typed import Typed
from symphony.public.unfinished import REPLY

log = structlog.get_logger("symphony.public")
GONE = 410


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
    sent = typed.read(request)
    step = sent.fields.get("step") or ""
    take, keep = _BY_STEP.get(step, _BY_STEP[""])
    try:
        return take(request, sent)
    except DatabaseProblem:
        log.exception("reply not stored")
        return keep(request, sent)


def _open(request: HttpRequest) -> HttpResponse:
    """Show the visit to the browser that goes on with it; anybody else ends it.

    Whoever opens the address anew may be the next person at a shared phone. A visit that stayed
    open behind the first page would be one press of a button away.
    """
    with visit.changing(request) as state:
        if state is not None and visit.may_be_shown(request, state):
            return pages.current(request, state)
    response = pages.door(request)
    if state is not None and request.method == "GET" and not is_fetched_by_others(request):
        held = unfinished.find(request, REPLY)
        if held is not None:
            unfinished.end(held)
        unfinished.take_back(response, REPLY)
    return response


def _go_back(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Turn from the question about contact details back to the messages."""
    with visit.changing(request) as state:
        if state is None:
            return sending.ended(request, sent)
        visit.turn_to(request, state, visit.CONVERSATION)
    return frame.see_other(reverse("public:reply"))


def _stay(request: HttpRequest, sent: Typed) -> HttpResponse:
    """Keep the visit from now on; say until when, or that it is gone."""
    with visit.changing(request) as state:
        if state is None or state["run"] != sent.fields.get("run"):
            return JsonResponse({"left": 0}, status=GONE)
        kept = pages.kept()
        return JsonResponse({"until": kept["kept_until"], "left": kept["seconds_left"]})


def _not_kept(request: HttpRequest, sent: Typed) -> HttpResponse:
    return JsonResponse({"left": 0}, status=pages.AWAY)


def _away(request: HttpRequest, sent: Typed) -> HttpResponse:
    return frame.away(request)


Take = Callable[[HttpRequest, Typed], HttpResponse]
# For each step: what takes it, and what keeps the words typed while the database is away.
_BY_STEP: dict[str, tuple[Take, Take]] = {
    "": (opening.open_report, opening.keep),
    "send": (sending.send, sending.keep),
    "stop": (sending.stop, sending.keep_stop),
    "back": (_go_back, _away),
    "stay": (_stay, _not_kept),
}
