"""Words after an act with a button beside them that undoes it."""

import json
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_BEGINS = "undo "


@dataclass(frozen=True)
class Undo:
    """What the button says and does: a POST to an address, with these fields."""

    words: str
    url: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    # What leads to more about the act, if anything.
    link: str = ""
    link_words: str = ""


def say(request: HttpRequest, words: str, undo: Undo) -> None:
    """Say on the next page what was done, and offer to undo it."""
    tags = _BEGINS + json.dumps(vars(undo))
    messages.success(request, words, extra_tags=tags)


def of(message: Message) -> Undo | None:
    """Return how what a message tells can be undone, or None where it cannot."""
    tags = message.extra_tags or ""
    return Undo(**json.loads(tags.removeprefix(_BEGINS))) if tags.startswith(_BEGINS) else None
