"""The children in the team's open cases: who is not yet safe, and what is due."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now, today
from symphony.safeguarding import queries
from symphony.safeguarding.queries import Place, View
from symphony.staff import paging
from symphony.staff.children.frame import Link
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

PLACES = "children"
NAMES = {
    View.ALL: "All children",
    View.NOT_YET: "Not yet safeguarded",
    View.DUE: "Something due",
}


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show a page of the list."""
    wanted = request.GET.get("view", "")
    which = View(wanted) if wanted in set(View) else View.ALL
    counts = queries.counts(viewer=request.user)
    after, before = (_place(request, name) for name in (paging.AFTER, paging.BEFORE))
    page = queries.listing(viewer=request.user, view=which, on=today(), after=after, before=before)
    show(request, *(row.reference for row in page.rows))
    context = {
        "rows": page.rows,
        "which": which.value,
        "heading": NAMES[which],
        "total": counts[which],
        "views": [
            Link(f"{words} {counts[one]:,}", _view_address(one), is_current=one == which)
            for one, words in NAMES.items()
        ],
        "later": after is not None,
        "now": now(),
        "previous_url": _address(request, paging.BEFORE, page.previous),
        "next_url": _address(request, paging.AFTER, page.next),
    }
    return render(request, "staff/children/list.html", context)


def _view_address(view: View) -> str:
    address = reverse("children:list")
    return address if view == View.ALL else f"{address}?view={view}"


def _place(request: StaffRequest, name: str) -> Place | None:
    if (found := paging.place(request, name, PLACES)) is None:
        return None
    is_safe, due, child = found
    return Place(int(is_safe), datetime.fromisoformat(due), UUID(child))


def _address(request: StaffRequest, name: str, place: Place | None) -> str:
    if place is None:
        return ""
    sealed = paging.seal(PLACES, (str(place.is_safe), place.due.isoformat(), str(place.id)))
    return paging.address(request, **{name: [sealed]})
