"""Going on in a long list from where a page ended: signed places, no page numbers."""

from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest, QueryDict

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


def address(request: HttpRequest, **changes: str | None) -> str:
    """Return this page's address with some of its query changed, and from the list's beginning.

    None takes a name out.
    """
    query: QueryDict = request.GET.copy()
    for name in (AFTER, BEFORE):
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}" if query else request.path
