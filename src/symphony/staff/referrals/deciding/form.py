"""The decision itself: how urgent, which path, why, and what happens when it is recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from symphony.accounts import queries as accounts
from symphony.cases import rules as case_rules
from symphony.triage.models import Assessment, Band, Path
from symphony.web import times
from symphony.web.fields import Radios
from symphony.web.forms import Form

LONGEST = 10_000
PATH_HINTS: dict[str, str] = {
    Path.INVESTIGATE: "A case opens: people, enquiries, crimes, arrest",
    Path.EDUCATE: "A case opens: children sharing among themselves, with no aggravating fact",
    Path.SAFEGUARD: "A case opens: a child to make safe, nobody to investigate here",
    Path.PREVENT: "Closes here: somebody worried about their own or another's behaviour, "
    "pointed to confidential help",
    Path.TRANSFER: "Closes here: it belongs to another force or country",
    Path.NO_FURTHER_ACTION: "Closes here when a second person agrees: it goes to the list of"
    " everybody else who may",
}
# Carried by the page: the key of what the officer saw (`triage.services.key_of`).
SEEN = "seen"


class DecisionForm(Form):
    band = forms.ChoiceField(
        label="How urgent is it?",
        choices=Band.choices,
        widget=Radios,
        error_messages={"required": "Select how urgent this is"},
    )
    path = forms.ChoiceField(
        label="Which path does it take?",
        choices=Path.choices,
        widget=Radios(hints=PATH_HINTS),
        error_messages={"required": "Select which path"},
    )
    team = forms.ChoiceField(
        label="Which team takes the case?",
        required=False,
        help_text="Only for a path that opens a case",
    )
    transferred_to = forms.CharField(
        label="Where does it go?",
        max_length=200,
        required=False,
        help_text="Only for a transfer: which force or country",
    )
    rationale = forms.CharField(
        label="Why?",
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text="The case file and the disclosure schedule will show this",
        error_messages={"required": "Enter why you decided this"},
    )
    why_different = forms.CharField(
        label="Why do you differ from the suggestion?",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if your band or path is another one than suggested",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        suggestion: Assessment | None,
        received_at: datetime,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Make the form.

        :param suggestion: what the decision answers
        :param received_at: when the referral came, from which its clocks run
        :param typed: what was typed before and is not judged yet
        """
        super().__init__(data, initial=dict((typed or {}).items()))
        self.suggestion = suggestion
        self.teams = {team.slug: team for team in accounts.casework_teams()}
        names = [(slug, team.name) for slug, team in self.teams.items()]
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = names if len(names) == 1 else [("", "Select a team"), *names]
        if suggestion is None:
            del self.fields["why_different"]
        bands = self.fields["band"].widget
        assert isinstance(bands, Radios)
        bands.hints = _first_visits(received_at)

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen path or a difference from the suggestion makes necessary."""
        said = super().clean() or {}
        band, path = said.get("band"), said.get("path")
        if path in case_rules.OPENS_A_CASE and not said.get("team"):
            self.refuse("Select which team takes the case", field="team")
        if path == Path.TRANSFER and not said.get("transferred_to"):
            self.refuse("Enter which force or country it goes to", field="transferred_to")
        suggested = self.suggestion
        differs = suggested and (
            (band and band != suggested.band) or (path and path != suggested.path)
        )
        if differs and not said.get("why_different"):
            self.refuse("Enter why you differ from the suggestion", field="why_different")
        return said


def _first_visits(received_at: datetime) -> dict[str, str]:
    """Return by when the first visit would be due in each band."""
    return {
        band: "First visit by "
        + times.staff_time(case_rules.first_visit_due(band=Band(band), received_at=received_at))
        for band in Band.values
    }
