"""What was done with a referral, and who looked at it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.audit import queries as audit
from symphony.cases import queries as cases
from symphony.staff import acts
from symphony.staff.referrals import record
from symphony.staff.referrals.deciding.explanation import headline
from symphony.triage import queries as triage
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show acts and looks together, or the acts alone."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    only_acts = request.GET.get("view") == "acts"
    entries = audit.acts_about(reference) if only_acts else audit.entries(about=reference)
    page = acts.page(request, entries, first=reference)
    frame = record.frame(referral, viewer=request.user, page="referrals:history")
    show(request, reference)
    is_first = not page.previous_url
    context = frame | {
        "page": page,
        "only_acts": only_acts,
        "decisions": triage.decisions(referral) if is_first else [],
        "graded_otherwise": triage.changes_of(referral) if is_first else [],
        "suggestions": [(one, headline(one)) for one in triage.assessments(referral)]
        if is_first
        else [],
    }
    return render(request, "staff/referrals/history.html", context)
