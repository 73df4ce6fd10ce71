"""What is wrong with the files of a policy: every fault with its place, and what to do about it."""

from dataclasses import dataclass
from typing import Any


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

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, f"row {self.row}" if self.row else "", self.column) if part
        )
        allowed = f" Allowed: {', '.join(self.allowed)}." if self.allowed else ""
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
        }


class BadPolicy(Exception):
    """A policy cannot be meant as it is written. Every fault that was found is listed."""

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problem for problem in problems if isinstance(problem, Problem))
