"""One visit with the six words: what it is kept of between two requests, and who is shown it.

The state is locked with the key in the browser's cookie (`public.unfinished`):

`run` one visit; `reference` and `key`, hex, of the report; `page` the one shown; `draft` what was
typed and not sent; `notices` what the next page has to say; `show` until when a browser that sends
no Referer is shown the page it was sent to.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from symphony.public import unfinished
from symphony.public.unfinished import REPLY, Held

State = dict[str, Any]

CONVERSATION, STOP = "conversation", "stop"


def begin(*, reference: str, key: bytes, draft: str) -> Held:
    """Begin a visit; the answer has to give its cookie."""
    return unfinished.begin(
        REPLY,
        {
            "run": secrets.token_urlsafe(12),
            "reference": reference,
            "key": key.hex(),
            "page": CONVERSATION,
            "draft": {"text": draft} if draft else {},
            "notices": [],
        },
    )


def key(state: State) -> bytes:
    """Return what the six words make."""
    return bytes.fromhex(state["key"])


@contextmanager
def changing(request: HttpRequest) -> Iterator[State | None]:
    """Let the block change what is kept of this browser's visit, and keep the visit longer."""
    with unfinished.changing(request, REPLY) as held:
        yield None if held is None else held.state


def turn_to(request: HttpRequest, state: State, page: str, *notices: str) -> None:
    """Let the next request of this browser be shown a page."""
    state["page"] = page
    state["notices"] = list(notices)
    if not request.headers.get("Referer"):
        unfinished.allow_showing(state)


def may_be_shown(request: HttpRequest, state: State) -> bool:
    """Say whether the browser goes on with its visit; what allows it once is used up.

    Whoever types the address, or comes by a link, may be the next person at a shared phone.
    """
    once = unfinished.may_show(state)
    return unfinished.goes_on(request, REPLY) or (once and not request.headers.get("Referer"))
