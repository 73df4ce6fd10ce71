"""Correcting and withdrawing what was entered: what every such page shares.

A page carries the version it began from, so that nobody puts right what somebody else has put
right meanwhile; what was typed stays on the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms

from symphony.cases.records import Record
from symphony.cases.versions import Entered
from symphony.core.errors import NotFound
from symphony.web.forms import Form

R = TypeVar("R", bound=Record)


class Began(Form):
    """The part of a form that says which version it began from."""

    version = forms.UUIDField(widget=forms.HiddenInput)


class Correction(Began):
    """The part of a form that asks why something is corrected."""

    reason = forms.CharField(
        label="Why is this corrected?",
        help_text="What was entered before stays readable, with this reason.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why this is corrected"},
    )


class Withdrawal(Began):
    """The form that asks why something is withdrawn."""

    reason = forms.CharField(
        label="Why is this withdrawn?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why this is withdrawn"},
    )


def standing(row: Entered[R]) -> R:
    """Return the version that stands.

    :raises NotFound: if the entry was withdrawn: there is nothing to put right any more
    """
    if not row.stands:
        raise NotFound("This was withdrawn.")
    return row.latest


def version(row: Entered[R], form: Began) -> R:
    """Return the version that the page began from."""
    began = form.cleaned_data["version"]
    return next((one for one in row.versions if one.pk == began), row.latest)


def initial(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Return what a correction's form shows at first."""
    return {"version": record.pk, **{name: getattr(record, name) for name in names}}


def changes(record: Record, cleaned: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return what a form changes in the record."""
    return {name: cleaned[name] for name in names if cleaned[name] != getattr(record, name)}


@dataclass(frozen=True)
class Change:
    """That an entry was corrected or withdrawn: by whom, when and why."""

    words: str
    by: str
    at: datetime
    reason: str


def became(row: Entered[R], corrections: Iterable[R] | None = None) -> list[Change]:
    """Return what became of an entry, oldest first.

    :param corrections: the versions that are corrections, if not all later ones are
    """
    later = row.versions[1:] if corrections is None else corrections
    found = [
        Change("Corrected", one.recorded_by.name, one.recorded_at, one.correction_reason)
        for one in later
    ]
    last = row.latest
    if last.withdrawn_at and last.withdrawn_by:
        found.append(
            Change("Withdrawn", last.withdrawn_by.name, last.withdrawn_at, last.withdrawn_reason)
        )
    return found
