"""One's own account: what it may do, one's team and duties, colours and keyboard shortcuts."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from symphony.accounts import queries, services
from symphony.accounts.models import Duty
from symphony.accounts.permissions import MAY, Permission, Role
from symphony.core.clock import now
from symphony.web import shortcuts
from symphony.web.requests import StaffRequest

LOOKS_AHEAD = timedelta(days=28)


@dataclass(frozen=True)
class DutyLine:
    """One shift or time on call."""

    duty: Duty
    words: str
    is_now: bool


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the person their own account."""
    user, at = request.user, now()
    duties = queries.duties_of(user, since=at, until=at + LOOKS_AHEAD)
    may = MAY[Role(user.role)]
    context = {
        "may": [one.label for one in Permission if one in may],
        "may_not": [one.label for one in Permission if one not in may],
        "duties": [DutyLine(one, _words(one), one.begins_at <= at) for one in duties],
        "all_shortcuts": shortcuts.of(user),
    }
    return render(request, "staff/accounts/me.html", context)


def _words(duty: Duty) -> str:
    if duty.kind == Duty.Kind.ON_CALL:
        return f"On call, place {duty.order}"
    return "Shift"


@require_POST
def turn_shortcuts(request: StaffRequest) -> HttpResponse:
    """Turn one's keyboard shortcuts on or off."""
    on = request.POST.get("shortcuts") == "on"
    services.set_shortcuts(user=request.user, on=on, at=now())
    messages.success(request, f"Keyboard shortcuts are {'on' if on else 'off'}.")
    return redirect("me")
