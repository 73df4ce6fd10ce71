"""Which days, team and officer a report on triage is about, as its address says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import MAY, Permission
from symphony.core.clock import LONDON
from symphony.figures.periods import Period
from symphony.staff.figures.scope import DaysForm, days
from symphony.triage.queries import agreement, fairness

USUAL = timedelta(days=89)


class ReportForm(DaysForm):
    """The days alone."""


class DecidersForm(DaysForm):
    """The days, and whose decisions."""

    team = forms.ChoiceField(label="Team of the officer", required=False)
    officer = forms.ChoiceField(label="Officer", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        deciders = [role for role, may in MAY.items() if Permission.DECIDE_TRIAGE in may]
        teams = Team.objects.order_by("name").values_list("slug", "name")
        officers = User.objects.filter(role__in=deciders).order_by("name", "staff_number")
        self._offer("team", list(teams))
        self._offer("officer", [(one.staff_number, one.name) for one in officers])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "All"), *choices]


@dataclass(frozen=True)
class Scope:
    """The days, and the team or officer, that the numbers of a page are about."""

    period: Period
    team: Team | None = None
    officer: User | None = None

    @property
    def words(self) -> str:
        """The scope in words: 15 May 2023 to 21 May 2023, North team."""
        said = [days(self.period)]
        said += [one.name for one in (self.team, self.officer) if one]
        return ", ".join(said)

    @property
    def query(self) -> str:
        """The scope as it stands in an address."""
        return query(self)

    @property
    def of_decisions(self) -> agreement.Scope:
        """The scope as the questions about decisions take it."""
        return agreement.Scope(
            self.period.begins_at, self.period.ends_at, team=self.team, officer=self.officer
        )

    @property
    def of_referrals(self) -> fairness.Received:
        """The scope as the questions about referrals take it."""
        return fairness.Received(self.period.begins_at, self.period.ends_at)


def query(scope: Scope, **more: str) -> str:
    """Return a scope as a query string, with what else an address asks for."""
    named = {
        "starts": scope.period.starts_on.isoformat(),
        "ends": scope.period.ends_on.isoformat(),
        "team": scope.team.slug if scope.team else "",
        "officer": scope.officer.staff_number if scope.officer else "",
        **more,
    }
    return urlencode({name: value for name, value in named.items() if value})


def read(request: HttpRequest, *, at: datetime, form: DaysForm) -> Scope:
    """Return the scope that the address asks for; without days, the ninety that end today.

    What is wrong is shown by the form and left out of the scope.
    """
    form.is_valid()
    asked = form.cleaned_data
    today = at.astimezone(LONDON).date()
    starts: date | None = asked.get("starts")
    ends: date | None = asked.get("ends")
    if ends is None:
        ends = max(today, starts) if starts else today
    if starts is None:
        starts = ends - USUAL
    return Scope(
        Period(starts, max(starts, ends)),
        team=Team.objects.filter(slug=asked.get("team") or "").first(),
        officer=User.objects.filter(staff_number=asked.get("officer") or "").first(),
    )
