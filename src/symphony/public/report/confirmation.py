"""The confirmation: reference, six words if they were wanted, and for professionals a receipt."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from symphony.letterbox.answers import Route
from symphony.public import frame, known_contacts
from symphony.public.report import pages
from symphony.public.report.progress import State
from symphony.public.report.routes import WAYS


def first(request: HttpRequest, sent: dict[str, Any], *, seen_again: bool = False) -> HttpResponse:
    """Show the reference and the words.

    :param sent: what is left of the report in the state
    """
    return _show(request, sent, words=sent["words"], seen_again=seen_again)


def again(request: HttpRequest, state: State, kept_words: list[str] | None = None) -> HttpResponse:
    """Show the reference to a page sent again; the words are one press away, once."""
    sent = state["sent"]
    return _show(
        request,
        sent,
        words=[],
        may_see_again=bool(sent["words"]) and not sent["seen_again"],
        kept_words=kept_words or [],
        signed=state["signed"],
        run=state["run"],
    )


def known(
    request: HttpRequest, reference: str, kept_words: list[str] | None = None
) -> HttpResponse:
    """Show the reference of a report that was sent long ago, to its own old page."""
    return frame.show(
        request,
        "public/report/confirmation.html",
        reference=reference,
        kept_words=kept_words or [],
        is_old=True,
    )


def _show(request: HttpRequest, sent: dict[str, Any], **page: Any) -> HttpResponse:
    contacts = known_contacts.read()
    way = WAYS[sent["route"]]
    return frame.show(
        request,
        "public/report/confirmation.html",
        contacts=contacts,
        reference=sent["reference"],
        sent_at=datetime.fromisoformat(sent["at"]),
        is_danger=sent["danger"],
        has_words=bool(sent["words"]),
        way=way,
        is_child=way.route == Route.CHILD,
        is_professional=way.route == Route.PROFESSIONAL,
        helpers=pages.helpers(way, contacts.by_key),
        **page,
    )
