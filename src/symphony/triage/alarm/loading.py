"""Reads the list of words strictly: each line proves itself by its own two sentences.

The list is `words.csv` beside this file: term, kind, why it alerts, a sentence in which it has to
be found, and one that is near to it in which nothing may be. A line that does not keep this is
refused with its number.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path

from symphony.triage.alarm.matching import GAP, Kind, Match, Term, find, parts_of

LIST = Path(__file__).parent / "words.csv"
COLUMNS = ["term", "kind", "why", "example", "false_alarm"]
# It stands in one line beside the reference.
LONGEST_WHY = 100
_PART = re.compile(r"[^\W_]+\*?(\|[^\W_]+\*?)*")

__all__ = ["COLUMNS", "LIST", "BadWordList", "Kind", "Match", "Term", "load", "read"]


class BadWordList(Exception):
    """The list says something that cannot be meant: on which line, what, and what to do."""


@lru_cache(maxsize=1)
def load() -> tuple[Term, ...]:
    """Return the list that is in use.

    :raises BadWordList: if a line of it cannot be meant
    """
    try:
        text = LIST.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadWordList(f"{LIST.name} cannot be read: {error}") from error
    return read(text)


def read(text: str) -> tuple[Term, ...]:
    """Return the terms of a list.

    :raises BadWordList: with line, fault and remedy of the first that cannot be meant
    """
    try:
        rows = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as error:
        raise BadWordList(
            f"The list is no CSV: {error}. Quote a cell that holds a comma."
        ) from error
    if not rows or rows[0] != COLUMNS:
        raise BadWordList(f"Line 1 must be: {','.join(COLUMNS)}")
    terms = tuple(_term(row, number) for number, row in enumerate(rows[1:], start=2))
    if not terms:
        raise BadWordList("The list has no terms: nothing could alert.")
    _check_each_once(terms)
    for number, term in enumerate(terms, start=2):
        _check_sentences(term, terms, number)
    return terms


def _term(row: list[str], number: int) -> Term:
    if len(row) != len(COLUMNS):
        raise BadWordList(f"Line {number} has {len(row)} cells, not {len(COLUMNS)}.")
    cells = [cell.strip() for cell in row]
    for column, cell in zip(COLUMNS, cells, strict=True):
        if not cell:
            raise BadWordList(f"Line {number}: {column} is empty.")
    term, kind, why, example, false_alarm = cells
    if len(why) > LONGEST_WHY:
        raise BadWordList(f"Line {number}: why must be {LONGEST_WHY} characters or fewer.")
    if kind not in list(Kind):
        raise BadWordList(f"Line {number}: kind {kind!r} must be one of {', '.join(Kind)}.")
    words = term.split()
    for part in words:
        if part != GAP and not _PART.fullmatch(part):
            raise BadWordList(
                f"Line {number}: {part!r} must be a word, a word with * at its end, several with |"
                " between them, or three dots."
            )
    if words[0] == GAP or words[-1] == GAP:
        raise BadWordList(f"Line {number}: a term begins and ends with a word, not with {GAP}")
    return Term(term, Kind(kind), why, example, false_alarm, parts_of(term))


def _check_each_once(terms: tuple[Term, ...]) -> None:
    seen: dict[tuple[tuple[str, ...], ...], int] = {}
    for number, term in enumerate(terms, start=2):
        if term.parts in seen:
            raise BadWordList(f"Line {number} is the term of line {seen[term.parts]} again.")
        seen[term.parts] = number


def _check_sentences(term: Term, terms: tuple[Term, ...], number: int) -> None:
    if not find(term.example, [term]):
        raise BadWordList(f"Line {number}: {term.term!r} is not found in its own example.")
    if wrong := find(term.false_alarm, terms):
        raise BadWordList(
            f"Line {number}: its false alarm would alert, by {wrong[0].term!r}. Make the term"
            " narrower, or write a sentence in which nothing is wrong."
        )
