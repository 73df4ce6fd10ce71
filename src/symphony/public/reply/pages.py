"""How the pages of a visit are drawn."""

from typing import Any, TypedDict

from django.http import HttpRequest, HttpResponse

from symphony.core.clock import real_now
from symphony.letterbox import queries as letterbox_queries
from symphony.letterbox.queries.messages import LATEST
from symphony.public import frame, known_contacts
from symphony.public.reply import visit
from symphony.public.reply.forms import MessageForm, OpenForm
from symphony.public.reply.visit import State
from symphony.public.unfinished import REPLY
from symphony.web.times import public_clock

WRONG, CROWDED, AWAY = 422, 429, 503


class Kept(TypedDict):
    kept_until: str
    seconds_left: int


def door(
    request: HttpRequest,
    form: OpenForm | None = None,
    *,
    status: int = 200,
    **page: Any,
) -> HttpResponse:
    """Show the first page, which asks for the reference and the words."""
    contacts = known_contacts.read()
    # Nobody types six words to learn only then that they cannot be checked.
    if not contacts.are_fresh and status != AWAY:
        return frame.away(request)
    return frame.show(
        request,
        "public/reply/door.html",
        status=status,
        contacts=contacts,
        form=form or OpenForm(),
        minutes=_minutes(),
        **page,
    )


def current(request: HttpRequest, state: State) -> HttpResponse:
    """Show the page of the visit that the reporter has come to, with what it has to say once."""
    notices, state["notices"] = state["notices"], []
    if state["page"] == visit.STOP:
        return frame.show(request, "public/reply/stop.html", notices=notices, **_around(state))
    return conversation(request, state, notices=notices)


def conversation(
    request: HttpRequest,
    state: State,
    form: MessageForm | None = None,
    *,
    status: int = 200,
    signed: str = "",
    **page: Any,
) -> HttpResponse:
    """Show the messages, and the form for another one.

    :param signed: the form's own token, where it is shown again
    """
    lines = letterbox_queries.conversation(
        reference=state["reference"], private_key=visit.key(state)
    )
    return frame.show(
        request,
        "public/reply/conversation.html",
        status=status,
        lines=lines,
        latest=LATEST if len(lines) == LATEST else None,
        has_stopped=any(line.stops_contact for line in lines),
        form=form or MessageForm(initial=state["draft"]),
        signed=signed,
        **_around(state),
        **page,
    )


def away(request: HttpRequest, form: MessageForm, *, run: str, signed: str) -> HttpResponse:
    """Show a message that could not be stored, still in the page, to be sent again as it is."""
    return frame.show(
        request, "public/reply/away.html", status=AWAY, form=form, run=run, signed=signed
    )


def stop_away(request: HttpRequest, *, run: str, signed: str) -> HttpResponse:
    """Show that it is not known whether the wish was stored, and how to send it again."""
    return frame.show(request, "public/reply/stop.html", status=AWAY, run=run, signed=signed)


def _around(state: State) -> dict[str, Any]:
    """Return what every page of a visit shows: which report, and until when it stays open."""
    return {
        "reference": state["reference"],
        "run": state["run"],
        **kept(),
        "minutes": _minutes(),
    }


def kept() -> Kept:
    """Return until when a visit that was kept just now stays open, and for how many seconds."""
    return {
        "kept_until": public_clock(real_now() + REPLY.idle),
        "seconds_left": int(REPLY.idle.total_seconds()),
    }


def _minutes() -> int:
    return int(REPLY.idle.total_seconds()) // 60
