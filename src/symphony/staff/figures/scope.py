"""What a figures page is about: which days, which team, which operation, as its address says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

from symphony.accounts.models import Team, User
from symphony.core.clock import LONDON
from symphony.core.errors import NotFound
from symphony.figures import periods
from symphony.figures.periods import Period
from symphony.operations import queries as operations
from symphony.operations.models import Operation
from symphony.web import times
from symphony.web.fields import DateField
from symphony.web.forms import Form

# Days outside these are slips of the hand.
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Scope:
    """The days, and the team or operation, that the numbers of a page are about."""

    period: Period
    operation: Operation | None = None
    team: Team | None = None

    @property
    def query(self) -> str:
        """The scope as it stands in an address, so that a link means the same to a colleague."""
        return query(self.period, operation=self.operation, team=self.team)

    @property
    def words(self) -> str:
        """The scope in words: 15 May 2023 to 21 May 2023, Operation Symphony."""
        said = [days(self.period)]
        if self.operation:
            said.append(f"Operation {self.operation.codename}")
        if self.team:
            said.append(self.team.name)
        return ", ".join(said)

    @property
    def arguments(self) -> dict[str, Any]:
        """The scope as the questions of `figures` take it."""
        return {"period": self.period, "operation": self.operation, "team": self.team}


class DaysForm(Form):
    """The days that numbers are about."""

    starts = DateField(label="First day", name="First day", required=False)
    ends = DateField(label="Last day", name="Last day", required=False)

    def clean_starts(self) -> date | None:
        return self._within("starts")

    def clean_ends(self) -> date | None:
        return self._within("ends")

    def _within(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and not EARLIEST <= day <= LATEST:
            field = self.fields[name]
            assert isinstance(field, DateField)
            raise field.refusal(f"{field.noun} must be between 1990 and 2100", "year")
        return day

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = asked.get("starts"), asked.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Last day must be the same as or after the first day")
        return asked


class ScopeForm(DaysForm):
    """The days, and whose records."""

    operation = forms.ChoiceField(label="Operation", required=False)
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, data: Any, *, viewer: User) -> None:
        super().__init__(data)
        planned = [
            (row.slug, f"{row.codename}, {times.staff_date(row.starts_on)}")
            for row in operations.listing(viewer=viewer)
        ]
        teams = Team.objects.filter(is_intake=False).order_by("name")
        self._offer("operation", planned)
        self._offer("team", [(team.slug, team.name) for team in teams])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "All"), *choices]


def read(request: HttpRequest, *, viewer: User, at: datetime) -> tuple[ScopeForm, Scope]:
    """Return the scope that the address asks for, and its form with what is wrong with it.

    Without days: those of the operation, or the twelve months that end today. What is wrong is
    shown and left out of the scope.
    """
    today = at.astimezone(LONDON).date()
    form = ScopeForm(request.GET, viewer=viewer)
    form.is_valid()
    asked = form.cleaned_data
    operation = _operation(asked.get("operation") or "", viewer)
    usual = (
        Period(operation.starts_on, operation.ends_on)
        if operation
        else periods.twelve_months_to(today)
    )
    starts, ends = asked.get("starts"), asked.get("ends")
    if starts and not ends:
        ends = max(starts, usual.ends_on)
    if ends and not starts:
        starts = min(ends, usual.starts_on)
    team = Team.objects.filter(slug=asked.get("team") or "").first()
    return form, Scope(Period(starts, ends) if starts and ends else usual, operation, team)


def query(period: Period, *, operation: Operation | None = None, team: Team | None = None) -> str:
    """Return a scope as a query string."""
    named = {"starts": period.starts_on.isoformat(), "ends": period.ends_on.isoformat()}
    if operation:
        named["operation"] = operation.slug
    if team:
        named["team"] = team.slug
    return urlencode(named)


def days(period: Period) -> str:
    """Return the days of a period as staff read them."""
    first = times.staff_date(period.starts_on)
    last = times.staff_date(period.ends_on)
    return first if first == last else f"{first} to {last}"


def usual_periods(at: datetime, scope: Scope) -> list[tuple[str, str]]:
    """Return the periods that are asked for most, each with its address."""
    today = at.astimezone(LONDON).date()
    this_year = periods.financial_year_of(today)
    offered = [
        ("Last twelve months", periods.twelve_months_to(today)),
        ("This financial year", this_year),
        ("Last financial year", this_year.year_before()),
    ]
    if scope.operation:
        own = Period(scope.operation.starts_on, scope.operation.ends_on)
        offered.insert(0, (f"Operation {scope.operation.codename}", own))
    return [
        (name, query(period, operation=scope.operation, team=scope.team))
        for name, period in offered
        if period != scope.period
    ]


def _operation(slug: str, viewer: User) -> Operation | None:
    try:
        return operations.read(slug=slug, viewer=viewer) if slug else None
    except NotFound:
        return None
