"""Two versions of a policy beside each other: which rows came, went, moved, and which cells."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symphony.triage.policy import files
from symphony.triage.policy.facts import FACTS, VALUES
from symphony.triage.policy.tables import TABLES

# What tells one row of a file from another.
_KEYS = {FACTS: ("fact",), VALUES: ("fact", "value"), TABLES: ("table",)}
_RULE = ("rule",)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that says something else."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is added, removed, changed or moved; its number is that of the later file."""

    kind: str
    name: str
    row: int
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file in which something is different."""

    file: str
    # "added", "removed" or "changed".
    kind: str
    rows: tuple[RowChange, ...]


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileChange]:
    """Return what is different, file by file. Files that cannot be read have no rows to compare."""
    found = []
    for name in sorted({*before, *after}, key=lambda name: (name not in _KEYS, name)):
        if before.get(name) == after.get(name):
            continue
        kind = "added" if name not in before else "removed" if name not in after else "changed"
        rows = _rows(name, before.get(name, ""), after.get(name, ""))
        if rows or kind != "changed":
            found.append(FileChange(name, kind, tuple(rows)))
    return found


def _rows(name: str, before: str, after: str) -> list[RowChange]:
    old, new = _by_key(name, before), _by_key(name, after)
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    found = []
    for key, row in new.items():
        said = ", ".join(key)
        if key not in old:
            found.append(RowChange("added", said, row.number, _cells({}, row.cells)))
        elif cells := _cells(old[key].cells, row.cells):
            found.append(RowChange("changed", said, row.number, cells))
        elif key in moved:
            found.append(RowChange("moved", said, row.number, ()))
    found += [
        RowChange("removed", ", ".join(key), row.number, _cells(row.cells, {}))
        for key, row in old.items()
        if key not in new
    ]
    return found


def _by_key(name: str, text: str) -> dict[tuple[str, ...], files.Row]:
    sheet, _ = files.read(name, text.encode()) if text else (None, [])
    columns = _KEYS.get(name, _RULE)
    found: dict[tuple[str, ...], files.Row] = {}
    for row in sheet.rows if sheet else ():
        key = tuple(row.cells.get(column, "") for column in columns)
        # A name that stands there twice is a fault elsewhere; here neither row is lost.
        found[key if key not in found else (*key, f"row {row.number}")] = row
    return found


def _cells(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    # A column that is not there is an empty cell: any answer will do.
    return tuple(
        CellChange(column, before.get(column, ""), after.get(column, ""))
        for column in dict.fromkeys([*before, *after])
        if before.get(column, "") != after.get(column, "")
    )


def _moved(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]
) -> set[tuple[str, ...]]:
    """Return the fewest rows that have to be moved to make one order of the other."""
    place = {key: number for number, key in enumerate(before)}
    order = [place[key] for key in after]
    # The longest run that is in order already, by patience sorting.
    tops: list[int] = []
    piles = []
    for number in order:
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        piles.append(pile)
    stays, want = set(), len(tops) - 1
    for number in range(len(order) - 1, -1, -1):
        if piles[number] == want:
            stays.add(order[number])
            want -= 1
    return {key for key in after if place[key] not in stays}
