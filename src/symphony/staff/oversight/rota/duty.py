"""One duty of the rota: added, changed or withdrawn."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.accounts import queries, rules, services
from symphony.accounts.models import Team
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area
from symphony.staff.oversight.rota.form import DutyForm, TimesForm
from symphony.staff.oversight.rota.listing import chosen_team, words_of
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=200,
        help_text="Such as: illness, or exchanged with a colleague.",
        error_messages={"required": "Enter why it is withdrawn"},
    )


@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Put a shift or a time on call into a rota."""
    rules.check_may_plan(request.user)
    team = chosen_team(request.GET.get("team", ""))
    form = DutyForm(
        request.POST if request.method == "POST" else None,
        initial={"team": team.slug, "kind": "on_call"},
    )
    if form.is_valid():
        try:
            duty = services.add_duty(**form.said, by=request.user.staff_number, at=now())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{words_of(duty)}: added. {_warning(duty.team)}".strip())
            return _back(duty.team)
    return _page(request, form, team, act="Add to the rota", button="Add to rota")


@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, duty: UUID) -> HttpResponse:
    """Put another duty in the place of one; the old one is kept."""
    rules.check_may_plan(request.user)
    old = queries.duty(duty)
    shown = {
        "person": old.person.staff_number,
        "order": old.order,
        "begins_at": old.begins_at,
        "ends_at": old.ends_at,
    }
    form = TimesForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        try:
            services.change_duty(duty=old, **form.said, by=request.user.staff_number, at=now())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{words_of(old)}: changed. {_warning(old.team)}".strip())
            return _back(old.team)
    act = f"Change: {words_of(old)}"
    return _page(request, form, old.team, act=act, button="Record change")


@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, duty: UUID) -> HttpResponse:
    """Take a duty out of the rota, with the reason."""
    rules.check_may_plan(request.user)
    old = queries.duty(duty)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.withdraw_duty(
                duty=old,
                reason=form.cleaned_data["reason"],
                by=request.user.staff_number,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{words_of(old)}: withdrawn. {_warning(old.team)}".strip())
            return _back(old.team)
    times = f"{staff_time(old.begins_at)} to {staff_time(old.ends_at)}"
    lead = f"{words_of(old)}, {times}. It stays in the log, and is not in the rota any more."
    act = "Withdraw a duty"
    return _page(request, form, old.team, act=act, button="Withdraw duty", lead=lead)


def _warning(team: Team) -> str:
    """Return what the rota lacks now, in one sentence, where alerts depend on it."""
    gap = queries.next_gap(at=now(), team=team) if team.is_intake else None
    return f"Nobody is on call from {staff_time(gap.begins_at)}." if gap else ""


def _back(team: Team) -> HttpResponse:
    return redirect(f"{reverse('oversight:rota')}?team={team.slug}")


def _page(request: StaffRequest, form: Form, team: Team, **words: Any) -> HttpResponse:
    context = {"form": form, "team": team, "lead": ""} | words
    context["sections"] = area.pages(request.user, "oversight:rota")
    return render(request, "staff/oversight/rota/duty.html", context)
