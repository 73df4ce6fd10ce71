"""A cell's words: from a closed list, or refused with what was probably meant."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from symphony.triage.policy.files import Row, Sheet
from symphony.triage.policy.problems import Problem


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
    return value


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
    if not fits or len(fits) == len(domain):
        why = f"{cell!r} fits {'every value' if fits else 'no value'}."
        do = "Leave the cell empty if any value will do." if fits else "Name a value."
        problems.append(Problem(sheet.name, why, do, row=row.number, column=column, value=cell))
        return None
    return fits
