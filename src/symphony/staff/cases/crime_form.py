"""What is asked of a crime, and of its outcome."""

from typing import Any

from django import forms

from symphony.crimes import queries, rules
from symphony.crimes.models import Offence, Outcome
from symphony.web.fields import MomentField, Radios
from symphony.web.forms import Form

IN_ORDER = sorted(Outcome.choices, key=lambda choice: int(choice[0]))
REASON_HINT = "Needed for outcomes 21 and 22: the reasons, and who was told."


class OffenceField(forms.ChoiceField):
    """One offence of the reference list; gives the offence itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select, **kwargs)
        self.listed: dict[str, Offence] = {}

    def offer(self, offences: list[Offence]) -> None:
        """Set the offences that can be selected."""
        self.listed = {offence.key: offence for offence in offences}
        self.choices = [("", "Select an offence")] + [
            (offence.key, _with_law(offence)) for offence in offences
        ]

    def prepare_value(self, value: Any) -> Any:
        return value.key if isinstance(value, Offence) else value

    def clean(self, value: Any) -> Offence:
        return self.listed[super().clean(value)]


class CrimeForm(Form):
    number = forms.CharField(
        label="Crime number",
        help_text="As the crime system shows it, like 42/10731/23.",
        max_length=40,
        error_messages={"required": "Enter the crime number"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    offence = OffenceField(label="Offence", error_messages={"required": "Select the offence"})
    crime_recorded_at = MomentField(
        label="When was it recorded?",
        name="Time",
        in_past=True,
        error_messages={"required": "Enter when the crime was recorded"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offence"].offer(queries.offences())  # type: ignore[attr-defined]  # ours


class OutcomeForm(Form):
    outcome = forms.ChoiceField(
        label="What is the outcome?",
        choices=[choice for choice in IN_ORDER if choice[0] != Outcome.NOT_YET],
        widget=Radios(hints=rules.WORDING),
        error_messages={"required": "Select the outcome"},
    )
    outcome_at = MomentField(
        label="When was it decided?",
        name="Time",
        in_past=True,
        error_messages={"required": "Enter when the outcome was decided"},
    )
    outcome_reason = forms.CharField(
        label="Why, and who was told? (optional)",
        help_text=REASON_HINT,
        required=False,
        max_length=10_000,
        widget=forms.Textarea,
    )


def _with_law(offence: Offence) -> str:
    code = f", {offence.home_office_code}" if offence.home_office_code else ""
    return f"{offence.title} ({offence.statute}{code})"
