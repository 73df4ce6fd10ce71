"""Giving a case to another team, or to somebody of the same one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.accounts import queries as accounts
from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.cases import services
from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.cases import frame
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest

NOBODY = "team:"


class HandOverForm(Form):
    to = forms.ChoiceField(
        label="Who takes it over?",
        error_messages={"required": "Select who takes it over"},
    )
    note = forms.CharField(
        label="What must they know?",
        help_text="What is urgent, what was promised to whom, what waits for an answer.",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what they must know"},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self.teams = {team.slug: team for team in accounts.casework_teams()}
        people = [user for user in accounts.active() if user.may(Permission.HAND_OVER_CASES)]
        self.people = {user.staff_number: user for user in people}
        choices: list[Any] = [("", "Select a team or a person")]
        for slug, team in self.teams.items():
            group = [(f"{NOBODY}{slug}", f"{team.name}, nobody yet")]
            group += [
                (user.staff_number, f"{user.name}, {user.get_role_display().lower()}")
                for user in people
                if user.team_id == team.pk and user.pk != case.owner_id
            ]
            choices.append((team.name, group))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def receiver(self) -> tuple[Team, User | None]:
        """The team chosen, and the person if one was."""
        chosen = self.cleaned_data["to"]
        if chosen.startswith(NOBODY):
            return self.teams[chosen.removeprefix(NOBODY)], None
        user = self.people[chosen]
        return user.team, user


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask for whom and what they must know, say what follows, and hand over."""
    case = frame.open_case(request, reference)
    form = HandOverForm(request.POST or None, case=case)
    if form.is_valid():
        team, owner = form.receiver
        try:
            services.hand_over(
                case=case,
                to_team=team,
                to_owner=owner,
                note=form.cleaned_data["note"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _done(request, case, team, owner)
    return frame.page(request, case, "hand_over", form=form)


def _done(request: StaffRequest, case: Case, team: Team, owner: User | None) -> HttpResponse:
    to = f"{owner.name}, {team.name}" if owner else f"the {team.name}"
    messages.success(request, f"{case.reference} was handed over to {to}.")
    if team.pk == request.user.team_id:
        return redirect("cases:overview", reference=case.reference)
    return redirect("cases:list")
