"""The files of a policy as rows of cells: what a spreadsheet breaks is said, not mended.

One rule a line, so that a row's number is the line's in an editor, in a spreadsheet and in a diff.
Only what is empty to its end, below the last row or right of the last column, is passed over.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import MOST_BYTES, MOST_ROWS

_MARKS = {
    b"\xef\xbb\xbf": "a byte order mark (three bytes that a spreadsheet writes first)",
    b"\xff\xfe": "the mark of UTF-16, which a spreadsheet calls Unicode text",
    b"\xfe\xff": "the mark of UTF-16, which a spreadsheet calls Unicode text",
}
_CURLED = "“”„«»"
_UNSEEN = {"\u00a0": "a no-break space", "\u200b": "a space of no width", "\t": "a tab"}
_AS_CSV = "Save it as CSV in UTF-8, with commas and without a byte order mark."
_UTF_16 = "It is in UTF-16, which a spreadsheet calls Unicode text."
_LONGEST = csv.field_size_limit()


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
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    # What is empty below the last row says nothing, and every spreadsheet leaves some of it.
    while lines and _is_empty(lines[-1]):
        lines.pop()
    if not lines:
        return None, [Problem(name, "It is empty.", "Write a line of column names and the rows.")]
    if (count := sum(not _is_empty(line) for line in lines)) > MOST_ROWS:
        why = f"It has {count:,} rows; {MOST_ROWS:,} is the most."
        return None, [Problem(name, why, "Delete what does not belong to the table.")]
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
        most = f"{MOST_BYTES // 1_000_000} MB ({MOST_BYTES:,} bytes) is the most"
        why = f"It is larger than a table of rules can be: {most}."
        do = "Delete the empty rows and columns that it carries along, or divide it into two files."
        return None, [Problem(name, why, do)]
    if is_utf_16(content):
        return None, [Problem(name, _UTF_16, _AS_CSV)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        why = f"Byte {content[error.start]:#04x} is not UTF-8; it may be Windows-1252."
        return None, [Problem(name, why, _AS_CSV, row=row)]
    if "\r" in text and "\n" not in text.rstrip("\r\n"):
        why = "It is saved with old Macintosh line ends, which make it one long line."
        do = f"{_AS_CSV[:-1]}, not as CSV (Macintosh)."
        return None, [Problem(name, why, do)]
    return text, []


def is_utf_16(content: bytes) -> bool:
    """Tell UTF-16 without its mark: every second byte of plain letters is zero."""
    zeros = sorted((content[0::2].count(0), content[1::2].count(0)))
    return zeros[1] * 3 > len(content) and zeros[0] * 10 < zeros[1]


def _is_empty(line: str) -> bool:
    if '"' not in line or line.strip(', "'):
        return not line.strip(", ")
    return all(cell.strip(" ") in ("", '""') for cell in line.split(","))


def _damage(name: str, lines: Sequence[str]) -> list[Problem]:
    """Return what a spreadsheet does to a whole file or to a line of it."""
    header = lines[0]
    if ";" in header and "," not in header:
        return [Problem(name, "Its columns are divided by semicolons.", _AS_CSV, row=1)]
    if "\t" in header and "," not in header:
        return [Problem(name, "Its columns are divided by tabs.", _AS_CSV, row=1)]
    found = _empty_rows(name, lines)
    for number, line in enumerate(lines, start=1):
        found += _signs(name, number, line)
    return found


def _empty_rows(name: str, lines: Sequence[str]) -> list[Problem]:
    """Return one fault for each run of empty rows."""
    found = []
    numbered = enumerate(lines, start=1)
    for empty, run in groupby(numbered, key=lambda one: _is_empty(one[1])):
        if not empty:
            continue
        (first, _), *others = run
        why, do = "The line is empty.", "Delete the line."
        if others:
            why, do = f"Rows {first:,} to {others[-1][0]:,} are empty.", "Delete these rows."
        found.append(Problem(name, why, do, row=first))
    return found


def _signs(name: str, number: int, line: str) -> list[Problem]:
    """Return what is wrong with single signs of a line."""
    if line.isascii() and line.isprintable():
        return []
    found = []
    for sign in _CURLED:
        if sign in line:
            why = f"It has the curled quotation mark {sign}, which encloses nothing in CSV."
            do = 'Write the straight mark " around a cell, and no quotation mark inside it.'
            found.append(Problem(name, why, do, row=number, value=sign))
    for sign, words in _UNSEEN.items():
        if sign in line:
            why = f"It has {words}, which cannot be seen."
            found.append(Problem(name, why, "Write an ordinary space.", row=number))
    if "\r" in line:
        why = "It has the line break of an old Macintosh in the middle."
        do = "Write the line again without the break: one rule is one line."
        found.append(Problem(name, why, do, row=number))
    if any(ord(sign) < 32 and sign not in "\t\r" for sign in line):
        why = "It has a control character."
        found.append(Problem(name, why, "Write the line again by hand.", row=number))
    return found


def _cells(name: str, number: int, line: str, problems: list[Problem]) -> list[str]:
    try:
        rows = list(csv.reader([line], strict=True))
    except csv.Error as error:
        why, do = _unreadable(line, str(error))
        problems.append(Problem(name, why, do, row=number))
        return []
    cells = [cell.strip() for cell in rows[0]] if rows else []
    if len(cells) == 1 and "," in cells[0]:
        why = "The whole line stands in one pair of quotation marks."
        do = "Take away the outer quotation marks; a spreadsheet adds them when it pastes a line."
        problems.append(Problem(name, why, do, row=number))
    return cells


def _unreadable(line: str, error: str) -> tuple[str, str]:
    """Return what is wrong with a line that the reader of CSV gives up, and what to do."""
    if "field limit" in error:
        why = f"A cell has more than {_LONGEST:,} characters, which is the most."
        return why, "Shorten it; look also for a quotation mark that encloses too much."
    # An odd number of marks: one of them is never closed, and the next cell's was taken for it.
    if "expected after" in error and line.count('"') % 2 == 0:
        why = (
            'A cell that stands in quotation marks goes on after the second ": a quotation mark'
            " inside such a cell must be written twice."
        )
        return why, 'Write "" for each " inside the cell, or take the marks inside it away.'
    why = "A quotation mark is opened and not closed on this line."
    do = 'Close it on the same line: one rule is one line. A " inside a cell is written "".'
    return why, do


def _sheet(name: str, lines: list[list[str]]) -> tuple[Sheet | None, list[Problem]]:
    # Columns at the right that have neither a name nor a cell say nothing, like rows below.
    columns = tuple(_filled(lines[0]))
    problems = [
        Problem(
            name, f"Column {place} has no name.", "Write its name, or delete the whole column.", 1
        )
        for place, column in enumerate(columns, start=1)
        if not column
    ]
    for column in sorted({column for column in columns if columns.count(column) > 1} - {""}):
        why = f"The column {column!r} stands there more than once."
        problems.append(Problem(name, why, "Keep one of them.", row=1, column=column))
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) > len(columns):
            cells = cells[: max(len(columns), len(_filled(cells)))]
        if len(cells) == len(columns):
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
            continue
        why = f"It has {len(cells)} cells, and the first line names {len(columns)} columns."
        do = 'Add or take away cells; a cell with a comma in it stands in straight marks "".'
        extra = next(filter(None, cells[len(columns) :]), "")
        problems.append(Problem(name, why, do, row=number, value=extra))
    if not lines[1:]:
        problems.append(Problem(name, "It has no rows.", "Write at least one row."))
    return (None if problems else Sheet(name, columns, tuple(rows))), problems


def _filled(cells: list[str]) -> list[str]:
    """Return the cells up to the last that says something."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
