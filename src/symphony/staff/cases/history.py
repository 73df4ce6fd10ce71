"""Who changed a case and who looked at it, newest first."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.audit import queries as audit
from symphony.staff import acts
from symphony.staff.cases import frame
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show acts and looks together, or the acts alone."""
    case = frame.open_case(request, reference)
    only_acts = request.GET.get("view") == "acts"
    entries = audit.acts_about(reference) if only_acts else audit.entries(about=reference)
    page = acts.page(request, entries, first=reference)
    return frame.page(
        request, case, "history", section="history", history=page, only_acts=only_acts
    )
