"""What is wrong with the files of a policy: every fault with its place, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

# Nobody reads more of one file, and what is wrong with the others must not drown in it.
MOST_OF_A_FILE: Final = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands, what is written there, what is allowed, and what to do."""

    file: str
    why: str
    do: str
    row: int | None = None
    column: str = ""
    value: str = ""
    allowed: tuple[str, ...] = ()
    # How many faults this line says: more than one only where it counts those that are left out.
    stands_for: int = 1

    @property
    def allowed_words(self) -> str:
        """Return what is allowed in one line: yes, or leave it empty."""
        words = ", ".join(word for word in self.allowed if word)
        return f"{words}, or leave it empty" if "" in self.allowed else words

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, f"row {self.row}" if self.row else "", self.column) if part
        )
        allowed = f" Allowed: {self.allowed_words}." if self.allowed else ""
        return f"{place}: {self.why}{allowed} {self.do}"

    def as_dict(self) -> dict[str, Any]:
        """Return the fault for a machine to read."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "why": self.why,
            "allowed": list(self.allowed),
            "do": self.do,
            "stands_for": self.stands_for,
        }


def few(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first faults of each file in their order, and a line that counts its others."""
    whole = Counter(problem.file for problem in problems)
    kept: Counter[str] = Counter()
    found = []
    for problem in problems:
        kept[problem.file] += 1
        more = whole[problem.file] - MOST_OF_A_FILE
        if kept[problem.file] <= MOST_OF_A_FILE or more == 1:
            found.append(problem)
        elif kept[problem.file] == MOST_OF_A_FILE + 1:
            why = f"And {more:,} more."
            found.append(Problem(problem.file, why, "Mend those above first.", stands_for=more))
    return found


def count(problems: Sequence[Problem]) -> int:
    """Return how many faults were found, with those that are only counted."""
    return sum(problem.stands_for for problem in problems)


class BadPolicy(Exception):
    """A policy cannot be meant as it is written. Every fault that was found is listed."""

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problem for problem in problems if isinstance(problem, Problem))
