"""An education visit: whom it was for, what happened, what was left with the family."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.cases.versions import Entered
from symphony.people import queries as people
from symphony.safeguarding import queries
from symphony.safeguarding.models import EducationVisit
from symphony.staff import putting_right
from symphony.staff.children.frame import Link
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_date, staff_time

ANSWERS = {True: "Yes", False: "No", None: "Not known"}


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the visit."""
    row = open_visit(request, reference)
    visit = row.latest
    return page(
        request,
        row,
        "visit",
        rows=[{"key": key, "value": value or "Not stated"} for key, value in _rows(visit)],
        children=_children(request, visit),
        stands=row.stands,
        changes=putting_right.became(row),
    )


def open_visit(request: StaffRequest, reference: str) -> Entered[EducationVisit]:
    """Return the visit with its versions, and have the look at it noted.

    :raises NotFound: if there is none that this person may see
    """
    row = queries.readable_visit(reference=reference, viewer=request.user)
    show(request, row.latest.reference, row.latest.case.reference)
    return row


def page(
    request: StaffRequest, row: Entered[EducationVisit], template: str, **words: Any
) -> HttpResponse:
    """Show a page of the visit inside its frame."""
    visit = row.latest
    frame = {
        "frame": "staff/children/visit_frame.html",
        "visit": visit,
        "case": visit.case,
        "crumbs": [
            Link("Children", reverse("children:list")),
            Link(visit.case.reference, reverse("cases:safeguarding", args=[visit.case.reference])),
        ],
        "may_safeguard": request.user.may(Permission.SAFEGUARD),
    }
    return render(request, f"staff/children/{template}.html", {**frame, **words})


def _rows(visit: EducationVisit) -> list[tuple[str, str]]:
    follow_up = staff_date(visit.follow_up_on) if visit.follow_up_on else "No day set"
    help_given = staff_time(visit.help_given_at) if visit.help_given_at else "Not given"
    return [
        ("Household", visit.household),
        ("When", staff_time(visit.visited_at)),
        ("What happened", visit.get_result_display()),
        ("Parent or carer there", ANSWERS[visit.carer_present]),
        ("What was understood", visit.understood),
        ("What was left with the family", visit.left_with_family),
        ("School told", ANSWERS[visit.school_told]),
        ("Help line details given", help_given),
        ("Follow up on", follow_up),
    ]


def _children(request: StaffRequest, visit: EducationVisit) -> list[dict[str, object]]:
    seen = queries.seen_at(visit)
    names = people.display_names(child.pk for child in seen)
    show(request, *(child.person.reference for child in seen))
    return [
        {"reference": child.person.reference, "name": names[child.pk], "seen": was_seen}
        for child, was_seen in seen.items()
    ]
