"""The records of a case in the order in which they were entered, each with its versions.

The number of an entry stands in its address. It never changes: nothing is ever deleted, and a
correction stands in the place of what it corrects.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from symphony.cases.records import Record
from symphony.core.errors import NotFound

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Entered(Generic[R]):
    """One thing that was entered, with everything that became of the entry, oldest first."""

    number: int
    versions: tuple[R, ...]

    @property
    def latest(self) -> R:
        """The version that stands, or the one that was withdrawn."""
        return self.versions[-1]

    @property
    def stands(self) -> bool:
        """Whether it is still in force, hence counted."""
        return self.latest.withdrawn_at is None

    @property
    def corrected(self) -> bool:
        """Whether anything was put right after it was entered."""
        return len(self.versions) > 1


def entered(rows: Iterable[R]) -> list[Entered[R]]:
    """Return the entries behind these rows, which must be all versions of each."""
    later: dict[UUID, R] = {}
    first: list[R] = []
    for row in rows:
        before: UUID | None = row.serializable_value("replaces_id")
        if before is None:
            first.append(row)
        else:
            later[before] = row
    # Row ids begin with the time of their making.
    first.sort(key=lambda row: row.pk)
    return [
        Entered(number, tuple(_versions(row, later))) for number, row in enumerate(first, start=1)
    ]


def pick(entries: list[Entered[R]], number: int) -> Entered[R]:
    """Return the entry of this number.

    :raises NotFound: if there is none
    """
    if not 1 <= number <= len(entries):
        raise NotFound("There is no entry of this number.")
    return entries[number - 1]


def _versions(row: R, later: dict[UUID, R]) -> Iterable[R]:
    yield row
    while row.pk in later:
        row = later[row.pk]
        yield row
