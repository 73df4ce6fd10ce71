"""What is wrong with the files of a draft: a table of every fault, and the words of the summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from symphony.triage.policy import Problem
from symphony.triage.policy.problems import count

MOST_SHOWN = 100


@dataclass(frozen=True)
class Fault:
    """One fault as a row of the table, with where its place can be reached on this page."""

    problem: Problem
    url: str
    allowed: str


def words(problem: Problem) -> str:
    """Return a fault in one line, its place first: Row 3, band: …"""
    place = ", ".join(filter(None, (f"Row {problem.row}" if problem.row else "", problem.column)))
    said = f"{problem.why} {_allowed(problem)}{problem.do}"
    return f"{place}: {said}" if place else said


def rows(problems: Sequence[Problem], urls: dict[str, str]) -> list[Fault]:
    """Return the faults for the table, each linked to its row.

    :param urls: by file, where its rows are, with `{row}` in it
    """
    return [
        Fault(
            problem,
            urls.get(problem.file, "").replace("{row}", str(problem.row or "")),
            problem.allowed_words,
        )
        for problem in problems[:MOST_SHOWN]
    ]


def more(problems: Sequence[Problem]) -> int:
    """Return how many faults the table has no room for."""
    return count(problems[MOST_SHOWN:])


def _allowed(problem: Problem) -> str:
    return f"Allowed: {problem.allowed_words}. " if problem.allowed else ""
