"""Finding a record by its reference, typed any way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def page(request: StaffRequest) -> HttpResponse:
    """Ask for a reference, or lead to the record that has the one typed."""
    return render(request, "staff/search.html", {})
