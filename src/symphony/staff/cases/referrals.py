"""The referrals of a case, and whom they name."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.cases import queries
from symphony.core.clock import today
from symphony.staff.cases import frame
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class Part:
    """One referral with the people whom it names."""

    referral: queries.ReferralRow
    people: list[queries.StatedRow]


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show where the case came from."""
    case = frame.open_case(request, reference)
    named = queries.stated_people(case, on=today())
    parts = [
        Part(row, [person for person in named if person.referral == row.reference])
        for row in queries.referrals(case)
    ]
    show(request, *(part.referral.reference for part in parts))
    return frame.page(request, case, "referrals", section="referrals", parts=parts)
