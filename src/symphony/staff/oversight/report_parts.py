"""What the two reports on triage are made of: numbers that open to their lists, and tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symphony.triage.models import Band, Path
from symphony.triage.queries.agreement import NOT_GRADED
from symphony.triage.queries.fairness import WAITING
from symphony.triage.shares import Share

BANDS = {**dict(Band.choices), NOT_GRADED: "Not graded", WAITING: "Not decided"}
PATHS = {**dict(Path.choices), NOT_GRADED: "Not graded"}
ENDASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Number:
    """A number, and the list that it opens to; `says` is what it counts, for who cannot see it."""

    count: int
    url: str
    says: str
    share: Share | None = None
    # Where a table compares like with like: the cell in which both say the same.
    is_same: bool = False


@dataclass(frozen=True)
class MatrixRow:
    label: str
    cells: list[Number]
    total: Number


@dataclass(frozen=True)
class Matrix:
    """A confusion table: one side down, the other across."""

    title: str
    down: str
    across: str
    columns: list[str]
    rows: list[MatrixRow]


def matrix(
    title: str,
    sides: tuple[str, str],
    counts: Mapping[tuple[str, str], int],
    words: Mapping[str, str],
    link: Callable[[str, str], str],
) -> Matrix:
    """Return the table of counts by pair; a row or column that counts nothing is left out.

    :param sides: what stands down the side, and what across the top
    :param link: the address of the list of a pair, or of all on one side
    """
    down = [name for name in words if any(pair[0] == name for pair in counts)]
    across = [name for name in words if any(pair[1] == name for pair in counts)]
    rows = [
        MatrixRow(
            words[first],
            [
                Number(
                    counts.get((first, second), 0),
                    link(first, second),
                    f"{sides[0].lower()} {words[first].lower()},"
                    f" {sides[1].lower()} {words[second].lower()}",
                    is_same=first == second,
                )
                for second in across
            ],
            Number(
                sum(counts.get((first, second), 0) for second in across),
                link(first, ""),
                f"{sides[0].lower()} {words[first].lower()}",
            ),
        )
        for first in down
    ]
    return Matrix(title, *sides, [words[name] for name in across], rows)


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence has them: a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
