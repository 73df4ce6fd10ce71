"""What one browser is in the middle of: locked on the server, with the only key in its cookie.

The cookie ends with the browser's session, the rest after idle minutes, on Exit and on sending.
The database alone tells nobody anything, and neither does the cookie alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from symphony.core import sealing
from symphony.core.clock import real_now
from symphony.letterbox import queries, services


@dataclass(frozen=True)
class Kind:
    """Something that takes more than one page: where its pages are, and how long it may rest."""

    name: str
    path: str
    idle: timedelta

    @property
    def cookie(self) -> str:
        """Cookies are not separated by port: two installations need names of their own."""
        return f"symphony_{self.name}_{settings.PUBLIC_PORT}"


REPORT = Kind("report", "/report/", timedelta(minutes=30))
REPLY = Kind("reply", "/reply/", timedelta(minutes=15))
# How long a redirect may take.
_REDIRECT_WITHIN = timedelta(seconds=20)


@dataclass
class Held:
    """The unfinished work of one browser. `state` is made of JSON's kinds."""

    kind: Kind
    secret: bytes
    state: dict[str, Any]

    @property
    def key_hash(self) -> str:
        return blake2b(self.secret, digest_size=32, person=b"symphony-place").hexdigest()

    @property
    def key(self) -> bytes:
        return blake2b(self.secret, digest_size=32, person=b"symphony-key").digest()


def begin(kind: Kind, state: dict[str, Any]) -> Held:
    """Begin anew; the answer to this request has to `give` the cookie."""
    held = Held(kind, sealing.new_key(), state)
    keep(held)
    return held


def find(request: HttpRequest, kind: Kind, *, changing: bool = False) -> Held | None:
    """Return what this browser is in the middle of, or None: never begun, ended, or too late.

    :param changing: hold it until the transaction ends
    """
    try:
        secret = bytes.fromhex(request.COOKIES.get(kind.cookie, ""))
    except ValueError:
        return None
    if len(secret) != sealing.KEY_BYTES:
        return None
    held = Held(kind, secret, {})
    locked = queries.unfinished(key_hash=held.key_hash, at=real_now(), changing=changing)
    if locked is None:
        return None
    try:
        held.state = sealing.unlock(held.key, locked)
    except sealing.CannotOpen:
        return None
    return held


@contextmanager
def changing(request: HttpRequest, kind: Kind) -> Iterator[Held | None]:
    """Let the block change the state of what this browser has, and keep the change.

    Two tabs take turns. Nothing is kept when the block raises, and a held thing whose block
    called `end` stays ended.
    """
    with transaction.atomic():
        held = find(request, kind, changing=True)
        yield held
        if held is not None and held.state:
            keep(held)


def keep(held: Held) -> datetime:
    """Store the state; return until when it is kept, in real time."""
    good_until = real_now() + held.kind.idle
    services.keep_unfinished(
        key_hash=held.key_hash,
        locked=sealing.lock(held.key, held.state),
        good_until=good_until,
    )
    return good_until


def end(held: Held) -> None:
    """Throw it away; the answer to this request has to `take_back` the cookie."""
    held.state = {}
    services.end_unfinished(key_hash=held.key_hash)


def give(response: HttpResponse, held: Held) -> None:
    """Set the cookie: for this browser session, for these pages, out of scripts' reach."""
    response.set_cookie(
        held.kind.cookie,
        held.secret.hex(),
        path=held.kind.path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_back(response: HttpResponse, kind: Kind) -> None:
    """Remove the cookie."""
    response.delete_cookie(kind.cookie, path=kind.path, samesite="Strict")


def goes_on(request: HttpRequest, kind: Kind) -> bool:
    """Say whether the request comes from one of the kind's own pages, Back and reload included.

    Whoever types the address, or comes by a link, may be the next person at a shared phone.
    """
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.netloc == request.get_host() and came_from.path == kind.path


def allow_showing(state: dict[str, Any]) -> None:
    """Let the next request be shown the page, from a browser that hides where it comes from."""
    state["show"] = (real_now() + _REDIRECT_WITHIN).isoformat()


def may_show(state: dict[str, Any]) -> bool:
    """Say whether a browser that sends no Referer has just been sent here. Holds once."""
    allowed = state.pop("show", "")
    return bool(allowed) and real_now() < datetime.fromisoformat(allowed)
