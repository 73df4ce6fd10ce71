"""What is asked of a safeguarding action, and which one an address names."""

from typing import Any

from django import forms

from symphony.accounts.models import User
from symphony.cases import versions
from symphony.cases.records import InTheFuture
from symphony.cases.versions import Entered
from symphony.core.errors import DomainError, NotFound
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import ActionKind, Child, SafeguardingAction
from symphony.web.fields import MomentField, Radios
from symphony.web.forms import Form

FIELDS = ("kind", "taken_at", "agency", "result", "details", "wishes", "next_step", "next_due_at")
HINTS: dict[str, str] = {
    ActionKind.SEEN_SAFE_AT_HOME: "Who must not be told has to be answered before it.",
    ActionKind.SCHOOL_TOLD: "Who must not be told has to be answered before it.",
    ActionKind.POLICE_PROTECTION: "It ends after 72 hours at the latest.",
}


class ActionForm(Form):
    """Whether an action counts is not said here, so that the count never leads."""

    kind = forms.ChoiceField(
        label="What was done?",
        choices=ActionKind.choices,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Select what was done"},
    )
    taken_at = MomentField(
        label="When?",
        help_text="For police protection: when it began.",
        name="Time",
        in_past=True,
        required=False,
    )
    agency = forms.CharField(
        label="Who did it, which agency?",
        max_length=120,
        error_messages={"required": "Enter the agency"},
    )
    result = forms.ChoiceField(
        label="Result",
        choices=SafeguardingAction.Result.choices,
        widget=Radios(),
        error_messages={"required": "Select the result"},
    )
    details = forms.CharField(
        label="What was done, in words (optional)",
        help_text="Needed for “Other”.",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wishes = forms.CharField(
        label="What did the child say or want? (optional)",
        help_text="In their own words.",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_step = forms.CharField(
        label="What next? (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_due_at = MomentField(
        label="By when? (optional)",
        help_text="For police protection this is when it ends. Left empty, it is 72 hours after "
        "it began.",
        name="Time of what is next",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "taken_at" in found and found["taken_at"] is None:
            self.add_error("taken_at", _no_time(found.get("kind")))
        return found


def pick(child: Child, number: int, *, viewer: User) -> Entered[SafeguardingAction]:
    """Return the child's action of this number.

    :raises NotFound: if there is none, or it belongs to another team's case
    """
    row = versions.pick(queries.actions_of(child), number)
    if row.latest.case.team_id != viewer.team_id:
        raise NotFound("There is no such action that you may see.")
    return row


def field_of(refusal: DomainError) -> str | None:
    """Return the field that a refusal belongs to."""
    if isinstance(refusal, rules.NotAnswered):
        return "kind"
    if isinstance(refusal, rules.PoliceProtectionTooLong | rules.DueTimeWrong):
        return "next_due_at"
    if isinstance(refusal, rules.NextStepMissing):
        return "next_step"
    if isinstance(refusal, rules.WordsMissing):
        return "details"
    return "taken_at" if isinstance(refusal, InTheFuture) else None


def _no_time(kind: str | None) -> str:
    if kind == ActionKind.POLICE_PROTECTION:
        return "Enter when police protection began, so that its 72 hours can be kept"
    return "Enter when it was done"
