"""What every question has: its words, what it tells the letterbox, and how it is read over."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from symphony.web.fields import DateInput
from symphony.web.forms import Form

# What was typed into one question, as the browser sent it: {name of the input: its values}.
Typed = dict[str, list[str]]
# More than any list of choices has. What is longer was not sent by a page of ours.
_MOST_VALUES = 30
OLDEST = 120


class Question(Form):
    """One page of the form. An optional one may be left empty."""

    template: ClassVar[str] = "public/report/question.html"
    # The page's heading where several fields stand under it; otherwise the first field's label.
    heading: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    # How the question is called when the answers are read over.
    short: ClassVar[str] = ""
    # Radios of which an answer asks for more: {value: the fields that belong to it}.
    more: ClassVar[dict[str, tuple[str, ...]]] = {}

    @classmethod
    def inputs(cls) -> list[str]:
        """The names under which a browser sends the answer."""
        names: list[str] = []
        for name, field in cls.declared_fields.items():
            names.append(name)
            if isinstance(field.widget, DateInput):
                names += [f"{name}_{part}" for part in field.widget.parts]
        return names

    @classmethod
    def typed_in(cls, fields: MultiValueDict[str, str]) -> Typed:
        """Return what was sent of this question, valid or not, and nothing else that was sent."""
        return {
            name: [str(value) for value in fields.getlist(name)[-_MOST_VALUES:]]
            for name in cls.inputs()
            if name in fields
        }

    @classmethod
    def answered(cls, typed: Typed) -> "Question":
        """Return the form with an answer in it that is judged."""
        return cls(MultiValueDict(typed))

    @classmethod
    def filled(cls, typed: Typed) -> "Question":
        """Return the form with an answer in it that is only shown."""
        data = MultiValueDict(typed)
        return cls(
            initial={
                name: field.widget.value_from_datadict(data, {}, name)
                for name, field in cls.declared_fields.items()
                if not field.widget.value_omitted_from_data(data, {}, name)
            }
        )

    def full_clean(self) -> None:
        """Judge only what belongs to the answer that was selected."""
        super().full_clean()
        if not self.is_bound:
            return
        selected = self.cleaned_data.get(next(iter(self.fields)))
        for value, names in self.more.items():
            for name in names if value != selected else ():
                self.errors.pop(name, None)
                self.cleaned_data[name] = ""

    def told(self) -> dict[str, Any]:
        """Return the answer as the letterbox keeps it. Only of a valid form."""
        return {name: _kept(value) for name, value in self.cleaned_data.items()}

    def lines(self) -> list[str]:
        """Return the answer in words, to be read over; nothing where nothing was answered."""
        said = [(bound, _in_words(bound)) for bound in self]
        return [
            words if bound.name in self._plain else f"{_noun(str(bound.label))}: {words}"
            for bound, words in said
            if words
        ]

    @property
    def _plain(self) -> set[str]:
        """The fields that need no label: the heading's, and the one that an answer asks for."""
        alone = {names[0] for names in self.more.values() if len(names) == 1}
        return alone if self.heading else alone | {next(iter(self.fields))}

    def is_empty(self) -> bool:
        """Say whether nothing was answered."""
        return not any(self.cleaned_data.values())

    @property
    def lead(self) -> Any:
        """The field whose label is the heading."""
        return None if self.heading else self[next(iter(self.fields))]

    @property
    def rest(self) -> list[Any]:
        """The fields below the heading, without those that belong to one answer of the radios."""
        inside = {name for names in self.more.values() for name in names}
        bound = [self[name] for name in self.fields if name not in inside]
        return bound if self.heading else bound[1:]

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The answers of the leading radios, each with the fields that belong to it."""
        return [
            item | {"fields": [self[name] for name in self.more.get(item["value"], ())]}
            for item in self.lead.items
        ]


def _kept(value: object) -> object:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def _noun(label: str) -> str:
    return label.replace(" (optional)", "").rstrip("?:")


def _in_words(bound: Any) -> str:
    value = bound.form.cleaned_data.get(bound.name)
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(str(label) for one, label in choices if one in chosen and one)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value or "")


def words_field(
    label: str,
    limit: int,
    *,
    hint: str = "",
    lines: int = 0,
    required: str = "",
    attrs: Mapping[str, str] | None = None,
    called: str = "",
    kind: str = "text",
) -> forms.CharField:
    """Return a field for words.

    :param lines: of a large box; 0 for one line
    :param required: what to say when it is empty; without it the field is optional
    :param kind: of the input, for the keyboard that a telephone shows
    :param called: the noun of its errors, where the label is not one
    """
    widget: forms.Widget = forms.TextInput(attrs={"type": kind})
    if lines:
        widget = forms.Textarea(attrs={"rows": str(lines)})
    # No spelling checker of the browser's sends the words of a report elsewhere.
    widget.attrs |= {"spellcheck": "false", **(attrs or {})}
    messages = {"required": required} if required else {}
    if called:
        messages["max_length"] = f"{called} must be {limit:,} characters or fewer"
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        widget=widget,
        required=bool(required),
        error_messages=messages,
    )


class AgeField(forms.CharField):
    """An age in numbers or words: 13, about 40."""

    def clean(self, value: object) -> str:
        text = str(super().clean(value))
        number = text.removeprefix("-")
        if number.isascii() and number.isdigit() and not 0 <= int(text) <= OLDEST:
            raise ValidationError(
                f"Age must be a number from 0 to {OLDEST}, or words like “about 14”,"
                " or leave it empty"
            )
        return text


def age_field(label: str = "Age or rough age", hint: str = "") -> AgeField:
    """Return a field for an age that may be rough."""
    return AgeField(
        label=label,
        help_text=hint,
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
