"""The list of words as rows that a person edits, as text, and what differs between two lists."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from symphony.triage.alarm.loading import COLUMNS, LIST


@dataclass(frozen=True)
class Row:
    """One line of the list, as it is written."""

    term: str
    kind: str
    why: str
    example: str
    false_alarm: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """Return its cells in the order of the file."""
        return self.term, self.kind, self.why, self.example, self.false_alarm


@dataclass(frozen=True)
class Difference:
    """A term that one of two lists has and the other has not, or has otherwise."""

    before: Row | None
    after: Row | None

    @property
    def word(self) -> str:
        """Say what happened to the term."""
        if self.before is None:
            return "Added"
        return "Taken out" if self.after is None else "Changed"

    @property
    def term(self) -> str:
        """Return the term that it is about."""
        row = self.after or self.before
        assert row is not None, "a difference has a side"
        return row.term

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """Return what differs, as (column, before, after)."""
        before = self.before.cells if self.before else ("",) * len(COLUMNS)
        after = self.after.cells if self.after else ("",) * len(COLUMNS)
        names = ("Term", "Kind", "Why", "Must alert", "Must not")
        return [
            (name, old, new)
            for name, old, new in zip(names, before, after, strict=True)
            if old != new
        ]


def shipped_text() -> str:
    """Return the list that comes with Symphony, as its file is written."""
    return LIST.read_text(encoding="utf-8")


def rows_of(text: str) -> list[Row]:
    """Return the rows of a list that could be read; lines that are no rows are left out."""
    rows = list(csv.reader(text.splitlines()))[1:]
    return [Row(*map(str.strip, row)) for row in rows if len(row) == len(COLUMNS)]


def text_of(rows: Sequence[Row]) -> str:
    """Return rows as the text of a list."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells for row in rows)
    return written.getvalue()


def differences(before: str, after: str) -> list[Difference]:
    """Return what is different in the second of two lists, by term, in the order of the second."""
    old = {row.term: row for row in rows_of(before)}
    new = {row.term: row for row in rows_of(after)}
    found = [Difference(old.get(term), row) for term, row in new.items() if old.get(term) != row]
    return found + [Difference(row, None) for term, row in old.items() if term not in new]
