"""Light or dark colours, kept for the person on every machine."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.accounts import services
from symphony.core.clock import now
from symphony.staff import going_back
from symphony.web.requests import StaffRequest


@require_POST
def view(request: StaffRequest) -> HttpResponse:
    """Keep the colours and go back to the page that they were chosen on."""
    dark = request.POST.get("colours") == "dark"
    services.set_dark_colours(user=request.user, dark=dark, at=now())
    return redirect(going_back.safe_address(request, request.POST.get("back", "")) or "home")
