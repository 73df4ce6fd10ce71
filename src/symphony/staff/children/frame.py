"""What stands around every page of a child's record: who, safe by the rule or not, what ends."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from symphony.accounts.permissions import Permission
from symphony.core.clock import today
from symphony.safeguarding import queries
from symphony.safeguarding.models import Child
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# What can be done with the record: address, and words.
ACTS = (
    ("record_action", "Record an action"),
    ("must_not_be_told", "Who must not be told"),
    ("identified", "Identified or not"),
)


@dataclass(frozen=True)
class Link:
    """An entry of a menu, or of the way here."""

    name: str
    url: str
    is_current: bool = False


def open_child(request: StaffRequest, reference: str) -> Child:
    """Return the child, and have the look at the record noted.

    :raises NotFound: if there is none that this person may see
    """
    child = queries.readable(reference=reference, viewer=request.user)
    show(request, child.person.reference)
    return child


def page(request: StaffRequest, child: Child, template: str, **words: Any) -> HttpResponse:
    """Show a page of the child's record inside its frame.

    :param template: its name under `staff/children/`, without the ending
    """
    row = queries.row_of(child, viewer=request.user, on=today())
    show(request, *row.cases)
    may_safeguard = request.user.may(Permission.SAFEGUARD)
    frame = {
        "frame": "staff/children/frame.html",
        "child": child,
        "reference": child.person.reference,
        "row": row,
        "crumbs": [Link("Children", reverse("children:list"))],
        "acts": list(_acts(child)) if may_safeguard and row.cases else [],
        "may_safeguard": may_safeguard,
    }
    return render(request, f"staff/children/{template}.html", {**frame, **words})


def address(child: Child, name: str, *more: int) -> str:
    """Return the address of one of the record's pages."""
    return reverse(f"children:{name}", args=[child.person.reference, *more])


def _acts(child: Child) -> list[Link]:
    return [Link(words, address(child, name)) for name, words in ACTS]
