"""What is asked of an arrest."""

from typing import Any

from django import forms

from symphony.core.errors import DomainError
from symphony.crimes import queries, rules, services
from symphony.crimes.queries import SuspectRow
from symphony.staff.cases.crime_form import OffenceField
from symphony.staff.help_line import help_line
from symphony.web.fields import MomentField, Radios
from symphony.web.forms import Form


class HelpGivenForm(Form):
    """When somebody was told where help is."""

    help_given_at = MomentField(
        label="When were they given the help line details?",
        name="Time",
        in_past=True,
        error_messages={"required": "Enter when they were given the help line details"},
    )


class ArrestForm(Form):
    person = forms.ChoiceField(
        label="Who was arrested?",
        widget=Radios(),
        error_messages={"required": "Select who was arrested"},
    )
    offence = OffenceField(
        label="On suspicion of which offence?",
        error_messages={"required": "Select the offence"},
    )
    arrested_at = MomentField(
        label="When?",
        name="Time",
        in_past=True,
        error_messages={"required": "Enter when they were arrested"},
    )
    place = forms.CharField(
        label="Where? (optional)",
        help_text="A town or police station.",
        required=False,
        max_length=120,
    )
    was_help_given = forms.ChoiceField(
        label="Were they given the help line details?",
        choices=[("yes", "Yes"), ("not_yet", "Not yet")],
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if they were given the help line details"},
    )
    help_given_at = MomentField(
        label="If yes, when?",
        name="Time of giving the details",
        in_past=True,
        required=False,
    )

    def __init__(self, *args: Any, suspects: list[SuspectRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (row.reference, f"{row.name} ({row.reference})") for row in suspects
        ]
        self.fields["offence"].offer(queries.offences())  # type: ignore[attr-defined]  # ours
        self.fields["was_help_given"].help_text = help_line(
            "Anyone arrested, and their family, is given these."
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("was_help_given") == "not_yet":
            found["help_given_at"] = None
        elif found.get("was_help_given") and found.get("help_given_at", "") is None:
            self.add_error("help_given_at", "Enter when they were given the details")
        return found


def field_of(refusal: DomainError) -> str | None:
    """Return the field that a refusal belongs to."""
    if isinstance(refusal, rules.NotASuspect | rules.UnderTen):
        return "person"
    return "arrested_at" if isinstance(refusal, services.ArrestTwice) else None
