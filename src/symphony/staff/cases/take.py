"""Taking a case that nobody owns: one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.cases import services
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.cases import frame
from symphony.web.requests import StaffRequest


@require_POST
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Make the person who pressed the owner of the case."""
    case = frame.open_case(request, reference)
    try:
        services.take_case(case=case, by=request.user, at=now())
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"You own {case.reference} now.")
    return redirect("cases:overview", reference=case.reference)
