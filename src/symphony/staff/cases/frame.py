"""What stands around every page of a case: reference, path, band, clock, owner and sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from symphony.accounts.permissions import Permission
from symphony.cases import queries
from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.staff.cases import clocks
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# The pages of a case, in their order: what its address is named, and what the link says.
SECTIONS = (
    ("overview", "Overview"),
    ("people", "People"),
    ("enquiries", "Enquiries"),
    ("crimes", "Crimes"),
    ("timeline", "Timeline"),
    ("safeguarding", "Safeguarding"),
    ("referrals", "Referrals"),
    ("history", "History"),
)
# What can be done with the case as a whole: address, words, and what it needs.
ACTS = (
    ("hand_over", "Hand over", Permission.HAND_OVER_CASES),
    ("operation", "Add to an operation", Permission.PLAN_OPERATIONS),
    ("close", "Close case", Permission.HAND_OVER_CASES),
)


@dataclass(frozen=True)
class Link:
    """An entry of a menu."""

    name: str
    url: str
    is_current: bool = False


def open_case(request: StaffRequest, reference: str) -> Case:
    """Return the case, and have the look at it recorded.

    :raises NotFound: if there is none that this person may see
    """
    case = queries.readable(reference=reference, viewer=request.user)
    show(request, case.reference)
    return case


def page(
    request: StaffRequest, case: Case, template: str, *, section: str = "", **words: Any
) -> HttpResponse:
    """Show a page of the case inside its frame.

    :param template: its name under `staff/cases/`, without the ending
    :param section: the section it belongs to, for the menu
    """
    user, is_open = request.user, case.closed_at is None
    may_own = is_open and user.may(Permission.HAND_OVER_CASES)
    frame = {
        "case": case,
        "crumbs": [Link("Cases", reverse("cases:list"))],
        "sections": list(_links(case, section)),
        "acts": list(_acts(request, case)) if is_open else [],
        "first_visit": clocks.first_visit_of(case, at=now()),
        "is_mine": case.owner_id == user.pk,
        "may_work": is_open and user.may(Permission.WORK_CASES),
        "may_safeguard": is_open and user.may(Permission.SAFEGUARD),
        "may_take": may_own and not case.owner_id,
    }
    return render(request, f"staff/cases/{template}.html", {**frame, **words})


def address(case: Case, name: str, *more: str) -> str:
    """Return the address of one of the case's pages."""
    return reverse(f"cases:{name}", args=[case.reference, *more])


def _links(case: Case, section: str) -> Iterator[Link]:
    for name, words in SECTIONS:
        try:
            yield Link(words, address(case, name), is_current=name == section)
        except NoReverseMatch:
            continue


def _acts(request: StaffRequest, case: Case) -> Iterator[Link]:
    for name, words, permission in ACTS:
        if request.user.may(permission):
            yield Link(words, address(case, name))
