"""The people whom a referral names, as stated. Being named makes nobody a suspect."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.cases import queries as cases
from symphony.referrals import queries
from symphony.staff.referrals import record, stated
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show everybody whom the referral names."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    frame = record.frame(referral, viewer=request.user, page="referrals:people")
    show(request, reference)
    context = frame | {"people": [stated.person(one) for one in queries.people(referral)]}
    return render(request, "staff/referrals/people.html", context)
