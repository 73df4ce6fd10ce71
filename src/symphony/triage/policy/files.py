"""The files of a policy as rows of cells: what a spreadsheet breaks is said, not mended.

One rule a line, so that a row's number is the line's in an editor, in a spreadsheet and in a diff.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import MOST_BYTES

_MARKS = {
    b"\xef\xbb\xbf": "a byte order mark (three bytes that a spreadsheet writes first)",
    b"\xff\xfe": "the mark of UTF-16, which a spreadsheet calls Unicode text",
    b"\xfe\xff": "the mark of UTF-16, which a spreadsheet calls Unicode text",
}
_CURLED = "“”„«»"
_UNSEEN = {"\u00a0": "a no-break space", "\u200b": "a space of no width", "\t": "a tab"}
_AS_CSV = "Save it as CSV in UTF-8, with commas and without a byte order mark."


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number in the file, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its columns in order and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(name: str, content: bytes) -> tuple[Sheet | None, list[Problem]]:
    """Return the rows of a file, or None, and everything that is wrong with how it is written."""
    text, problems = _text(name, content)
    if text is None:
        return None, problems
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    lines = [line.removesuffix("\r") for line in lines]
    problems += _damage(name, lines)
    if problems:
        return None, problems
    cells = [_cells(name, number, line, problems) for number, line in enumerate(lines, start=1)]
    if problems:
        return None, problems
    return _sheet(name, cells)


def _text(name: str, content: bytes) -> tuple[str | None, list[Problem]]:
    for mark, words in _MARKS.items():
        if content.startswith(mark):
            return None, [Problem(name, f"It begins with {words}.", _AS_CSV)]
    if len(content) > MOST_BYTES:
        return None, [Problem(name, "It is larger than a table of rules can be.", _AS_CSV)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        why = f"Byte {content[error.start]:#04x} is not UTF-8; it may be Windows-1252."
        return None, [Problem(name, why, _AS_CSV, row=row)]
    if not text.strip():
        return None, [Problem(name, "It is empty.", "Write a line of column names and the rows.")]
    return text, []


def _damage(name: str, lines: Sequence[str]) -> list[Problem]:
    """Return what a spreadsheet does to a whole file or to a line of it."""
    header = lines[0]
    if ";" in header and "," not in header:
        return [Problem(name, "Its columns are divided by semicolons.", _AS_CSV, row=1)]
    if "\t" in header and "," not in header:
        return [Problem(name, "Its columns are divided by tabs.", _AS_CSV, row=1)]
    found = []
    if header.endswith(","):
        why = "There are columns without a name at the end."
        found.append(Problem(name, why, "Delete the empty columns at the right.", row=1))
    for number, line in enumerate(lines, start=1):
        if not line.strip(", "):
            why = "The line is empty."
            found.append(Problem(name, why, "Delete the line.", row=number))
        for sign in _CURLED:
            if sign in line:
                why = f"It has the curled quotation mark {sign}, which encloses nothing in CSV."
                do = 'Write the straight mark " around a cell, and no quotation mark inside it.'
                found.append(Problem(name, why, do, row=number, value=sign))
        for sign, words in _UNSEEN.items():
            if sign in line:
                why = f"It has {words}, which cannot be seen."
                found.append(Problem(name, why, "Write an ordinary space.", row=number))
        if any(ord(sign) < 32 and sign != "\t" for sign in line):
            why = "It has a control character."
            found.append(Problem(name, why, "Write the line again by hand.", row=number))
    return found


def _cells(name: str, number: int, line: str, problems: list[Problem]) -> list[str]:
    try:
        rows = list(csv.reader([line], strict=True))
    except csv.Error as error:
        why = f"A quotation mark is opened and not closed on this line ({error})."
        do = 'Close it on the same line: one rule is one line. A " inside a cell is written "".'
        problems.append(Problem(name, why, do, row=number))
        return []
    cells = [cell.strip() for cell in rows[0]] if rows else []
    if len(cells) == 1 and "," in cells[0]:
        why = "The whole line stands in one pair of quotation marks."
        do = "Take away the outer quotation marks; a spreadsheet adds them when it pastes a line."
        problems.append(Problem(name, why, do, row=number))
    return cells


def _sheet(name: str, lines: list[list[str]]) -> tuple[Sheet | None, list[Problem]]:
    columns = tuple(lines[0])
    problems = []
    for column in sorted({column for column in columns if columns.count(column) > 1}):
        why = f"The column {column!r} stands there more than once."
        problems.append(Problem(name, why, "Keep one of them.", row=1, column=column))
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) == len(columns):
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
            continue
        extra = cells[len(columns) :]
        if extra and not any(extra):
            why = f"There are {len(extra)} empty cells too many at the end."
            do = "Delete the empty columns at the right."
        else:
            why = f"It has {len(cells)} cells, and the first line names {len(columns)} columns."
            do = 'Add or take away cells; a cell with a comma in it stands in straight marks "".'
        problems.append(Problem(name, why, do, row=number))
    if not lines[1:]:
        problems.append(Problem(name, "It has no rows.", "Write at least one row."))
    return (None if problems else Sheet(name, columns, tuple(rows))), problems
