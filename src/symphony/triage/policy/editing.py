"""A file of a policy as rows that somebody edits, and back as text: one row is one line."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from symphony.triage.policy import files
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.tables import OUTCOME, Head
from symphony.triage.policy.words import plain

# With more answers than these, the conditions that can be written are too many for a list.
_MOST_LISTED = 4
ANY = ""


def rows(name: str, text: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Return the columns of a sound file and its rows as cells by column."""
    sheet, _ = files.read(name, text.encode())
    if sheet is None:
        return (), []
    return sheet.columns, [dict(row.cells) for row in sheet.rows]


def text(columns: Sequence[str], body: Iterable[Mapping[str, str]]) -> str:
    """Return the file: commas, straight marks only where they are needed, one line a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    # A line break inside a cell would make two lines of one row.
    writer.writerows([" ".join(row.get(column, "").split()) for column in columns] for row in body)
    return out.getvalue()


def outcome_columns(head: Head) -> tuple[str, ...]:
    """Return the columns of what a row of this table gives."""
    return (OUTCOME[head.gives], *(("variant",) if head.gives == "path" else ()))


def conditions(fact: Fact) -> list[tuple[str, str]] | None:
    """Return every condition on a fact as (cell, words), or None where a list would be too long."""
    domain = fact.domain
    if len(domain) > _MOST_LISTED:
        return None
    found = [(ANY, "any")]
    for size in range(1, len(domain)):
        for chosen in combinations(domain, size):
            if size > 1 and size == len(domain) - 1:
                [left] = set(domain) - set(chosen)
                found.append((f"!{left}", f"anything but {plain(left)} ({_or(chosen)})"))
            else:
                found.append(("|".join(chosen), _or(chosen)))
    return found


def _or(values: Sequence[str]) -> str:
    return " or ".join(plain(value) for value in values)
