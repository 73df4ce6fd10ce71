"""Sending a release to a second person: one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.news import services
from symphony.staff.news import frame
from symphony.web.requests import StaffRequest


@require_POST
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Put the release before a second person, or say what has to be mended first."""
    release = frame.open_release(request, slug)
    try:
        services.send_for_approval(release=release, by=request.user, at=now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            "Sent for approval. A second person reads it, and publishes it or sends it back.",
        )
    return redirect("news:release", slug=slug)
