"""Choosing the home page of a person's role, and greeting them."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from symphony.accounts.models import User
from symphony.accounts.permissions import Role
from symphony.core.clock import LONDON, now
from symphony.staff.accounts.sign_in import LAST_HERE
from symphony.staff.home import casework, desk, office
from symphony.staff.home.parts import Home
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

HOMES: dict[Role, Callable[[User, datetime, datetime | None], Home]] = {
    Role.REFERRAL_OFFICER: desk.referral_officer,
    Role.SUPERVISOR: desk.supervisor,
    Role.INVESTIGATOR: casework.investigator,
    Role.SAFEGUARDING_OFFICER: casework.safeguarding_officer,
    Role.PRESS_OFFICER: office.press_officer,
    Role.AUDITOR: office.auditor,
    Role.ADMINISTRATOR: office.administrator,
}


@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """Lead from the bare address to the home page."""
    return redirect("home")


@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """Show what waits for this person."""
    at = now()
    home = HOMES[Role(request.user.role)](request.user, at, _last_here(request))
    show(request, *home.references)
    context = {"home": home, "greeting": _greeting(at), "now": at}
    return render(request, "staff/home.html", context)


def _last_here(request: StaffRequest) -> datetime | None:
    """Return when this person last did or looked at anything, before they signed in this time."""
    text = request.session.get(LAST_HERE, "")
    return datetime.fromisoformat(text) if text else None


def _greeting(at: datetime) -> str:
    hour = at.astimezone(LONDON).hour
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"
