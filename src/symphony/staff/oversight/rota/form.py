"""The form of one duty: who, what, from when to when."""

from datetime import datetime
from typing import Any

from django import forms

from symphony.accounts import queries
from symphony.accounts.models import Duty, Team, User
from symphony.accounts.rules import LAST_PLACE
from symphony.staff.oversight.rota.listing import teams
from symphony.web.fields import MomentField, Radios
from symphony.web.forms import Form


class TimesForm(Form):
    """What a change of a duty asks for."""

    person = forms.ChoiceField(label="Who?", error_messages={"required": "Select who"})
    order = forms.IntegerField(
        label="Place on call",
        required=False,
        min_value=1,
        max_value=LAST_PLACE,
        help_text="1 is asked first, 2 next. Leave it empty for a shift.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
    )
    begins_at = MomentField(label="Begins", error_messages={"required": "Enter when it begins"})
    ends_at = MomentField(label="Ends", error_messages={"required": "Enter when it ends"})

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.people = {one.staff_number: one for one in queries.active()}
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "Select somebody")] + [
            (number, f"{one.name}, {one.get_role_display().lower()} ({number})")
            for number, one in self.people.items()
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        asked = self.cleaned_data
        person: User = self.people[asked["person"]]
        begins: datetime = asked["begins_at"]
        return {
            "person": person,
            "order": asked["order"],
            "begins_at": begins,
            "ends_at": asked["ends_at"],
        }


class DutyForm(TimesForm):
    """What a new duty asks for."""

    team = forms.ChoiceField(label="In which team's rota?")
    kind = forms.ChoiceField(
        label="What?",
        choices=Duty.Kind.choices,
        widget=Radios(hints={Duty.Kind.ON_CALL: "Alerts of immediate harm go to them."}),
        error_messages={"required": "Select shift or on call"},
    )
    field_order = ("team", "kind", "person", "order", "begins_at", "ends_at")

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.teams = {one.slug: one for one in teams()}
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [(slug, one.name) for slug, one in self.teams.items()]

    @property
    def said(self) -> dict[str, Any]:
        team: Team = self.teams[self.cleaned_data["team"]]
        return {**super().said, "team": team, "kind": Duty.Kind(self.cleaned_data["kind"])}
