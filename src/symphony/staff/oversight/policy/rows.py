"""The rows of one file as a form: a set of fields a row, made from the file's columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from symphony.staff.oversight.policy import faults
from symphony.staff.oversight.policy.cells import cell_field
from symphony.staff.oversight.policy.draft import loaded
from symphony.staff.oversight.policy.starting import MOST_NOTE
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import Problem, editing
from symphony.triage.policy.words import plain
from symphony.web.forms import Form

# A page holds at most 2,000 fields; a larger file is edited as a whole.
MOST_CELLS = 1_500
_LISTS = {
    "facts": "The questions",
    "values": "The answers",
    "tables": "The tables themselves",
}
# What names a row, and what says in short what it is about.
_NAMES, _GIVES = ("rule", "fact", "table"), ("band", "path", "quality", "value", "gives")
_SAYS = ("says", "words", "question", "title")
Row = dict[str, str]


@dataclass(frozen=True)
class DrawnRow:
    """One row of the form: its number in the file, its summary and its fields."""

    place: int
    number: int
    summary: str
    fields: list[BoundField]
    is_open: bool
    is_first: bool
    is_last: bool


class RowsForm(Form):
    """All rows of a file, and what the edit changes."""

    note = forms.CharField(
        label="What does this change, and why?",
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter what this changes, and why"},
    )

    def __init__(
        self,
        layout: "Layout",
        columns: Sequence[str],
        body: Sequence[Row],
        *,
        data: QueryDict | None = None,
        note: str = "",
        opened: int | None = None,
    ) -> None:
        self.columns, self.body, self.opened = columns, body, opened
        fields = {
            _field(place, column): cell_field(layout.policy, layout.table, name, row.get(name, ""))
            for place, row in enumerate(body)
            for column, name in enumerate(columns)
        }
        # Every file has rows of its own, and so has every instance its fields.
        self.base_fields = {  # type: ignore[misc]
            **fields,
            "note": type(self).declared_fields["note"],
        }
        initial = {
            _field(place, column): row.get(name, "")
            for place, row in enumerate(body)
            for column, name in enumerate(columns)
        }
        super().__init__(data, initial={**initial, "note": note})

    def text(self) -> str:
        """Return the file as it was filled in."""
        said = [
            {
                name: str(self.cleaned_data[_field(place, column)])
                for column, name in enumerate(self.columns)
            }
            for place in range(len(self.body))
        ]
        return editing.text(self.columns, said)

    def refuse_problems(self, file: str, problems: Sequence[Problem]) -> None:
        """Put every fault to its cell, or above the page where it has none here."""
        for problem in problems[: faults.MOST_SHOWN]:
            self.refuse(self._words(file, problem), self._field_of(file, problem))

    def _words(self, file: str, problem: Problem) -> str:
        said = faults.words(problem)
        return said if problem.file == file else f"In {problem.file}: {said}"

    def _field_of(self, file: str, problem: Problem) -> str | None:
        place = (problem.row or 0) - 2
        if problem.file != file or not 0 <= place < len(self.body):
            return None
        column = self.columns.index(problem.column) if problem.column in self.columns else 0
        return _field(place, column)

    def drawn(self) -> Iterator[DrawnRow]:
        """Yield the rows; those with an error, and the one just touched, stand open."""
        for place in range(len(self.body)):
            fields = [self[_field(place, column)] for column in range(len(self.columns))]
            yield DrawnRow(
                place=place,
                number=place + 2,
                summary=self._summary(place),
                fields=fields,
                is_open=place == self.opened or any(field.errors for field in fields),
                is_first=place == 0,
                is_last=place == len(self.body) - 1,
            )

    def _summary(self, place: int) -> str:
        said = {
            name: str(self[_field(place, column)].value() or "")
            for column, name in enumerate(self.columns)
        }
        parts = [
            next((plain(said[name]) for name in names if said.get(name)), "")
            for names in (_NAMES, _GIVES, _SAYS)
        ]
        return ": ".join(filter(None, [" – ".join(filter(None, parts[:2])), parts[2]])) or "New row"


class Layout:
    """One file of a draft: what it is called, and the form of its rows."""

    def __init__(self, draft: PolicyDraft, table: str) -> None:
        self.draft, self.table, self.file = draft, table, f"{table}.csv"
        self.policy = loaded(draft)
        self.head = next(
            (index.head for index in self.policy.indexes if index.head.name == table), None
        )
        self.title = self.head.title if self.head else _LISTS[table]
        self.columns, self.body = editing.rows(self.file, draft.files[self.file])

    @property
    def is_too_large(self) -> bool:
        """Whether the file has more cells than a page can send."""
        return len(self.columns) * len(self.body) > MOST_CELLS

    def more_facts(self, columns: Sequence[str]) -> list[tuple[str, str]]:
        """Return the questions that a table of rules may ask beside those it asks."""
        if self.head is None:
            return []
        return [
            (name, fact.question) for name, fact in self.policy.facts.items() if name not in columns
        ]

    def form(self, data: QueryDict | None = None) -> RowsForm:
        """Return the form: of the draft's rows, or of those that were sent."""
        if data is None:
            return RowsForm(self, self.columns, [] if self.is_too_large else self.body)
        columns, body = self._sent(data)
        return RowsForm(self, columns, body, data=data)

    def after(self, data: QueryDict, act: str, place: str) -> RowsForm:
        """Return the rows as they were sent, with one moved, added or taken away."""
        columns, body = self._sent(data)
        at = int(place) if place.isdecimal() and int(place) < len(body) else None
        if act == "add":
            body.append(dict.fromkeys(columns, ""))
            at = len(body) - 1
        elif act == "ask" and data.get("ask") in dict(self.more_facts(columns)):
            columns = self._in_place(columns, str(data["ask"]))
        elif act == "remove" and at is not None:
            body.pop(at)
            at = None
        elif act in ("up", "down") and at is not None:
            to = max(0, at - 1) if act == "up" else min(len(body) - 1, at + 1)
            body.insert(to, body.pop(at))
            at = to
        return RowsForm(self, columns, body, note=data.get("note", ""), opened=at)

    def _in_place(self, columns: Sequence[str], new: str) -> tuple[str, ...]:
        """Return the columns with a new question behind the others, before what a row gives."""
        assert self.head is not None
        place = columns.index(editing.outcome_columns(self.head)[0])
        return (*columns[:place], new, *columns[place:])

    def _sent(self, data: Mapping[str, Any]) -> tuple[tuple[str, ...], list[Row]]:
        assert isinstance(data, QueryDict)
        allowed = {*self.columns, *(self.policy.facts if self.head else ())}
        columns = tuple(
            dict.fromkeys(name for name in data.getlist("column") if name in allowed)
        ) or tuple(self.columns)
        count = data.get("rows", "")
        rows = int(count) if count.isdecimal() and len(count) < 5 else 0
        rows = min(rows, MOST_CELLS // len(columns))
        body = [
            {name: data.get(_field(place, column), "") for column, name in enumerate(columns)}
            for place in range(rows)
        ]
        return columns, body


def _field(place: int, column: int) -> str:
    return f"r{place}_{column}"
