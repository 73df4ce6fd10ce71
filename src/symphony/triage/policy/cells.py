"""A cell's words: from a closed list, or refused with what was probably meant."""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from symphony.triage.policy.files import Row, Sheet
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import NOT_KNOWN

# A text that begins so is worked out when the file is opened, and what it says is lost.
_FORMULA = "=+@"
_FAILED = re.compile(
    r"#(?:NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|N/A|SPILL!|CALC!)|#{3,}|\bErr:\d{3}"
)


def check_columns(sheet: Sheet, wanted: Sequence[str]) -> list[Problem]:
    """Return what is missing from, or strange in, a file whose columns are fixed."""
    problems = [
        Problem(sheet.name, f"The column {column!r} is missing.", "Add it.", row=1, column=column)
        for column in wanted
        if column not in sheet.columns
    ]
    return problems + [
        strange(sheet.name, 1, column, column, wanted, what="a column here")
        for column in sheet.columns
        if column not in wanted
    ]


def strange(
    file: str, row: int, column: str, value: str, allowed: Collection[str], *, what: str
) -> Problem:
    """Return the problem of a word that is not in its closed list."""
    near = get_close_matches(value.lower(), allowed, n=1)
    do = f"Did you mean {near[0]!r}?" if near else "Write one of these."
    return Problem(
        file,
        f"{value!r} is not {what}.",
        do,
        row=row,
        column=column,
        value=value,
        allowed=tuple(allowed),
    )


def one_of(
    sheet: Sheet, row: Row, column: str, allowed: Sequence[str], problems: list[Problem]
) -> str:
    """Return the word in a cell; note a problem if it is not one of the allowed."""
    value = row.cells[column]
    if value not in allowed:
        what = "one of the words for it" if value else "filled in"
        problems.append(strange(sheet.name, row.number, column, value, allowed, what=what))
    return value


def some_of(
    sheet: Sheet, row: Row, column: str, allowed: Sequence[str], problems: list[Problem]
) -> frozenset[str]:
    """Return the words in a cell, joined by `|`; it may be empty."""
    words = [word.strip() for word in row.cells[column].split("|")] if row.cells[column] else []
    for word in words:
        if word not in allowed:
            what = "one of the words for it"
            problems.append(strange(sheet.name, row.number, column, word, allowed, what=what))
    return frozenset(words)


def text(sheet: Sheet, row: Row, column: str, problems: list[Problem], *, do: str) -> str:
    """Return a cell that has to say something."""
    value = row.cells[column]
    if not value:
        why = "It is empty."
        problems.append(Problem(sheet.name, why, do, row=row.number, column=column))
    elif left := _left_by_spreadsheet(value):
        do = "Write the words themselves, beginning with a letter or a digit."
        problems.append(Problem(sheet.name, left, do, row.number, column, value))
    return value


def _left_by_spreadsheet(value: str) -> str:
    """Return what is wrong with a text that a spreadsheet would work out, or has tried to."""
    if value[0] in _FORMULA:
        return f"It begins with {value[0]}, which a spreadsheet takes for a formula."
    failed = _FAILED.search(value)
    return f"It has {failed[0]}, which a spreadsheet leaves where it failed." if failed else ""


def condition(
    sheet: Sheet, row: Row, column: str, domain: Sequence[str], problems: list[Problem]
) -> frozenset[str] | None:
    """Return the values that fit a condition, or None for an empty cell: any value.

    `yes|no` fits either; `!yes` fits everything but yes, and so also what is not known.
    """
    cell = row.cells[column]
    if not cell:
        return None
    if cell == "!":
        do = f"Write the answer that does not fit after it, such as !{domain[0]}."
        allowed = tuple(domain)
        problems.append(
            Problem(sheet.name, "'!' stands alone.", do, row.number, column, cell, allowed)
        )
        return None
    negated = cell.startswith("!")
    words = [word.strip() for word in cell.removeprefix("!").split("|")]
    bad = [word for word in words if word not in domain]
    for word in bad:
        if word.startswith("!"):
            why = f"{cell!r} has ! inside."
            do = "Write ! once, at the beginning: it turns the whole list round."
            problems.append(Problem(sheet.name, why, do, row=row.number, column=column, value=cell))
        else:
            what = f"a value of {column}" if word else "filled in on both sides of |"
            problems.append(strange(sheet.name, row.number, column, word, domain, what=what))
    if bad:
        return None
    fits = frozenset(domain) - frozenset(words) if negated else frozenset(words)
    if negated and fits == {NOT_KNOWN}:
        why = f"{cell!r} leaves only what is not known."
        do = f"Write {NOT_KNOWN} if that is meant, or {cell[1:]} without the !."
        problems.append(Problem(sheet.name, why, do, row.number, column, cell))
        return None
    if not fits or len(fits) == len(domain):
        why = f"{cell!r} fits {'every value' if fits else 'no value'}."
        do = "Leave the cell empty if any value will do." if fits else "Name a value."
        problems.append(Problem(sheet.name, why, do, row=row.number, column=column, value=cell))
        return None
    return fits
