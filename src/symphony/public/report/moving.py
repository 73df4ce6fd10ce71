"""From one page to the next, all at one address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from symphony.public import challenge, frame, unfinished
from symphony.public.report import pages, progress, review
from symphony.public.report.progress import State
from symphony.public.unfinished import REPORT


def show(request: HttpRequest, state: State, **page: Any) -> HttpResponse:
    """Show the page that the reporter has come to."""
    if state["step"] == progress.START:
        return pages.before(request, door=state["route"], state=state, **page)
    if state["step"] == progress.CHECK:
        return review.show(request, state, **page)
    if state["step"] == progress.PERSON:
        return ask_for_a_person(request, state)
    return pages.current(request, state, **page)


def ask_for_a_person(request: HttpRequest, state: State) -> HttpResponse:
    """Show the page that a doubtful report has to pass."""
    return challenge.show(request, state, **pages.around(state))


def onward(request: HttpRequest, state: State) -> HttpResponse:
    """Send the browser to the page that `state` has come to."""
    if not request.headers.get("Referer"):
        unfinished.allow_showing(state)
    return frame.see_other(reverse("public:report"))


def begin(request: HttpRequest, state: State) -> HttpResponse:
    """Keep a report that has just begun, under a new key in the browser's cookie."""
    response = onward(request, state)
    unfinished.give(response, unfinished.begin(REPORT, state))
    return response
