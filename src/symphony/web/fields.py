"""Dates, times and choices as GOV.UK Frontend asks for them; their errors say what to do."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ValidationError

from symphony.core.clock import LONDON, now, today

Part = Literal["day", "month", "year", "time"]
MONTHS = tuple(name.lower() for name in calendar.month_name)
# 14:05, 1405, 14.05, 2:05pm, 2pm
TIME = re.compile(r"^(\d{1,2})(?:[:.]?(\d{2}))?(AM|PM)?$", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """What was typed into the boxes of a date, as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.day or self.month or self.year or self.time)


class Radios(forms.RadioSelect):
    """Radios with a hint under an answer: `Radios(hints={"transfer": "To another force"})`."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.inline, self.small = inline, small


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with hints; the `exclusive` answer stands below an "or" and unticks the rest."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        exclusive: str | None = None,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.exclusive = exclusive
        self.inline, self.small = False, small


class DateInput(forms.Widget):
    """The boxes of a date, named `<field>_day` and so on. One ISO value under `<field>` will do."""

    template_name = "web/forms/date.html"
    parts: ClassVar[tuple[Part, ...]] = ("day", "month", "year")
    widths: ClassVar[dict[str, int]] = {"day": 2, "month": 2, "year": 4, "time": 5}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        if whole := str(data.get(name) or "").strip():
            return self.take_apart(whole)
        return Typed(**{part: str(data.get(f"{name}_{part}") or "").strip() for part in self.parts})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in self.parts)

    def take_apart(self, value: object) -> Typed:
        """Return the boxes that show a value."""
        if isinstance(value, Typed):
            return value
        if isinstance(value, str):
            value = _or_text(date.fromisoformat, value[:10])
        if isinstance(value, date):
            return Typed(str(value.day), str(value.month), str(value.year))
        return Typed(day=value if isinstance(value, str) else "")

    def boxes(
        self, name: str, id_: str, value: object, in_error: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        """Return what the template needs to draw each box."""
        typed = self.take_apart(value)
        return [
            {
                "id": f"{id_}_{part}",
                "name": f"{name}_{part}",
                "label": part.capitalize(),
                "value": getattr(typed, part),
                "width": self.widths[part],
                "numeric": part != "time",
                "is_wrong": part in in_error,
            }
            for part in self.parts
        ]

    def id_for_label(self, id_: str | None, index: int | str | None = None) -> str:
        return f"{id_}_day" if id_ else ""


class MomentInput(DateInput):
    """The boxes of a date, and one for the time of day."""

    parts = ("day", "month", "year", "time")

    def take_apart(self, value: object) -> Typed:
        if isinstance(value, Typed):
            return value
        if isinstance(value, str):
            value = _or_text(datetime.fromisoformat, value)
        if isinstance(value, datetime):
            local = value.astimezone(LONDON) if value.tzinfo else value
            zone = f" {local:%Z}" if value.tzinfo and _happens_twice(local) else ""
            return Typed(str(local.day), str(local.month), str(local.year), f"{local:%H:%M}{zone}")
        return super().take_apart(value)


class DateField(forms.Field):
    """A day. `name` is what its errors call it; `in_past` refuses a day after today."""

    widget = DateInput
    reader: ClassVar[DateInput] = DateInput()

    def __init__(self, *, name: str = "", in_past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name
        self.in_past = in_past

    @property
    def noun(self) -> str:
        return self.name or str(self.label or "Date").rstrip("?").replace(" (optional)", "")

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values or (isinstance(value, Typed) and value.is_empty):
            return None
        if isinstance(value, date):
            return value
        day = self._read_day(self.reader.take_apart(value))
        if self.in_past and day > today():
            raise self.refusal(f"{self.noun} must be today or in the past")
        return day

    def _read_day(self, typed: Typed) -> date:
        missing = [part for part in ("day", "month", "year") if not getattr(typed, part)]
        if missing:
            words = " and ".join(f"a {part}" for part in missing)
            raise self.refusal(f"{self.noun} must include {words}", *missing)
        if len(typed.year) != 4 or not typed.year.isascii() or not typed.year.isdigit():
            raise self.refusal(f"{self.noun} must include a year of 4 numbers", "year")
        month = _read_month(typed.month)
        try:
            return date(int(typed.year), month, int(typed.day))
        except ValueError as error:
            raise self.refusal(f"{self.noun} must be a real date") from error

    def refusal(self, words: str, *parts: str) -> ValidationError:
        """Return the error, with the boxes it belongs to."""
        return ValidationError(
            words.replace("%", "%%"), params={"parts": parts or ("day", "month", "year")}
        )

    def has_changed(self, initial: object, data: object) -> bool:
        return self.reader.take_apart(initial) != self.reader.take_apart(data)


class MomentField(DateField):
    """A day and a time of day in London, read into UTC. `in_past` refuses what is yet to come.

    A time that the clocks skipped is refused; one that happened twice must say BST or GMT.
    """

    widget = MomentInput
    reader = MomentInput()

    def to_python(self, value: object) -> datetime | None:
        if value in self.empty_values or (isinstance(value, Typed) and value.is_empty):
            return None
        if isinstance(value, datetime):
            return value
        typed = self.reader.take_apart(value)
        day = self._read_day(typed)
        if not typed.time:
            raise self.refusal(f"{self.noun} must include a time", "time")
        moment = self._read_moment(day, typed.time)
        if self.in_past and moment > now():
            raise self.refusal(f"{self.noun} must be now or in the past", "day", "time")
        return moment

    def _read_moment(self, day: date, typed: str) -> datetime:
        words, zone = typed.upper().strip(), ""
        if words.endswith(("BST", "GMT")):
            words, zone = words[:-3].strip(), words[-3:]
        local = datetime.combine(day, self._read_time(words), tzinfo=LONDON)
        said = f"{local:%H:%M} on {local.day} {local:%B %Y}"
        if local.astimezone(UTC).astimezone(LONDON).replace(fold=0) != local:
            raise self.refusal(
                f"{self.noun} must be a real time: the clocks went forward over {said}", "time"
            )
        if _happens_twice(local):
            if not zone:
                raise self.refusal(
                    f"{self.noun} must say BST (the first) or GMT (the second) after the time, "
                    f"because {said} happened twice",
                    "time",
                )
            return local.replace(fold=int(zone == "GMT")).astimezone(UTC)
        if zone and f"{local:%Z}" != zone:
            raise self.refusal(f"{self.noun} must be in {local:%Z} on that day", "time")
        return local.astimezone(UTC)

    def _read_time(self, words: str) -> time:
        match = TIME.match(words.replace(" ", ""))
        hour, minute = int(match[1]) if match else 24, int((match and match[2]) or 0)
        if match and match[3]:
            hour = hour % 12 + (12 if match[3] == "PM" else 0) if 1 <= hour <= 12 else 24
        elif match and not match[2]:
            hour = 24
        if hour > 23 or minute > 59:
            raise self.refusal(f"{self.noun} must have a real time, like 14:05", "time")
        return time(hour, minute)


def _happens_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _or_text(read: Callable[[str], date], text: str) -> date | str:
    """Return what the text says, or the text itself where it says no date."""
    try:
        return read(text)
    except ValueError:
        return text


def _read_month(typed: str) -> int:
    """Return the month's number: 5, 05, May or may; 0, which no date has, if it is none."""
    if typed.isascii() and typed.isdigit():
        return int(typed)
    named = [i for i, month in enumerate(MONTHS) if month.startswith(typed.lower())]
    return named[0] if len(named) == 1 and len(typed) >= 3 else 0
