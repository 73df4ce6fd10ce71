"""Signing out: the session ends at once, on the server."""

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from symphony.accounts import signing_in
from symphony.core.clock import now
from symphony.web.requests import StaffRequest


@require_POST
def view(request: StaffRequest) -> HttpResponse:
    """End this person's session."""
    signing_in.record_sign_out(user=request.user, at=now())
    auth.logout(request)
    messages.success(request, "You have signed out.")
    return redirect("accounts:sign_in")
