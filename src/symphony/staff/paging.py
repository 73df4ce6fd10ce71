"""Going on in a long list from where a page ended: signed places, no page numbers."""

from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest

AFTER, BEFORE = "after", "before"


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
