"""The first page after signing in: what waits for this person, by their role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from symphony.web.requests import StaffRequest


@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """Lead from the bare address to the home page."""
    return redirect("home")


@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """Show what waits."""
    return render(request, "staff/home.html", {})
