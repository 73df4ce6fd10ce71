"""File details that came without their report, and wait for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.referrals import queries
from symphony.staff.referrals import area
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """List the reports that files wait for."""
    waiting = queries.waiting_files()
    context = {"waiting": waiting, "files": sum(one.files for one in waiting)}
    context["sections"] = area.lists(request.user, "referrals:waiting")
    return render(request, "staff/referrals/waiting.html", context)
