"""Going on in a long list from where a page ended: signed places, no page numbers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Q
from django.http import HttpRequest

AFTER, BEFORE = "after", "before"
# Where a page ends in a list that goes by a moment: that moment, and the key beside it.
Moment = tuple[datetime, UUID]


def seal(purpose: str, place: Sequence[str]) -> str:
    """Return a place in a list for use in an address; nobody can make one up."""
    return signing.dumps(list(place), salt=f"symphony.staff.paging.{purpose}")


def place(request: HttpRequest, name: str, purpose: str) -> list[str] | None:
    """Return the place that the address names, or None where it names none or a false one."""
    try:
        found: list[str] = signing.loads(
            request.GET.get(name, ""), salt=f"symphony.staff.paging.{purpose}"
        )
    except signing.BadSignature:
        return None
    return found


def address(request: HttpRequest, **changes: Sequence[str]) -> str:
    """Return this page's address with some names' values changed, from the list's beginning."""
    query = request.GET.copy()
    for name in (AFTER, BEFORE):
        query.pop(name, None)
    for name, values in changes.items():
        query.setlist(name, list(values))
    return f"?{query.urlencode()}" if query.urlencode() else request.path


def moment(request: HttpRequest, purpose: str) -> Moment | None:
    """Return behind which moment the address goes on, or None where it names none."""
    found = place(request, AFTER, purpose)
    return (datetime.fromisoformat(found[0]), UUID(found[1])) if found else None


def beyond(last: Moment, name: str, *, latest_first: bool = False) -> Q:
    """Return what comes behind it in a list that goes by the column `name` and then by key."""
    (at, key), side = last, "lt" if latest_first else "gt"
    return Q(**{f"{name}__{side}": at}) | Q(**{name: at, f"pk__{side}": key})


def go_on(request: HttpRequest, purpose: str, at: datetime, key: UUID) -> str:
    """Return this page's address, going on behind a moment and the key beside it."""
    return address(request, **{AFTER: [seal(purpose, (at.isoformat(), str(key)))]})
