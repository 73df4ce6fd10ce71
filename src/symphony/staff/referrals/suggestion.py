"""A suggestion on a sheet of its own: every fact, every rule, and what was decided on it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import NotFound
from symphony.staff.referrals import record
from symphony.staff.referrals.deciding.explanation import explain, headline
from symphony.triage import queries
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, assessment: UUID | None = None) -> HttpResponse:
    """Show one suggestion, the latest if the address names none; pressing Print is recorded."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    if assessment is None:
        one = queries.latest_assessment(referral)
    elif (found := queries.assessment(referral, assessment)) is not None:
        one = found
    else:
        raise NotFound("There is no such suggestion.")
    one.referral = referral
    if request.method == "POST":
        audit.record(
            what="triage.suggestion_printed",
            about=reference,
            by=request.user.staff_number,
            at=now(),
            kind=Entry.Kind.CONSULTATION,
            policy=one.policy_version,
        )
    frame = record.frame(referral, viewer=request.user, page="referrals:suggestion")
    is_latest = one.pk == queries.latest_assessment(referral).pk
    show(request, reference, *filter(None, [frame["case_reference"]]))
    context = frame | {
        "assessment": one,
        "headline": headline(one),
        "is_latest": is_latest,
        # What a failure leaves standing: band and place are those of the last that succeeded.
        "stands": queries.suggestion(referral) if is_latest and not one.band else None,
        "explanation": explain(one, viewer=request.user) if one.band else None,
        "outside": queries.outside_grades(referral),
        "decisions": queries.decisions(referral),
        "prints": request.method == "POST",
    }
    return render(request, "staff/referrals/suggestion.html", context)
