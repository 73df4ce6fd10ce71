"""What a policy asks: each question, the closed list of its answers, and who can answer it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from symphony.triage.policy import cells
from symphony.triage.policy.files import Row, Sheet
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import (
    FIXED_COLUMNS,
    LIGHTER,
    NOT_KNOWN,
    OUTSIDE,
    PARTS,
    SOURCES,
    plain,
)

FACTS = "facts.csv"
VALUES = "values.csv"
FACT_COLUMNS = ("fact", "question", "part", "answered_before", "given_by", "source")
VALUE_COLUMNS = ("fact", "value", "words", "reassuring", "full_response")
_YES_OR_EMPTY = ("yes", "")
_NAME = "Write small letters, digits and _ only."


@dataclass(frozen=True, slots=True)
class Fact:
    """One question. "Not known" is an answer to each of them, and never means No."""

    name: str
    question: str
    part: str
    # What must not be given while this is not known: "low", "educate" and so on.
    answered_before: frozenset[str]
    given_by: frozenset[str]
    source: str
    row: int
    words: Mapping[str, str] = field(default_factory=dict)
    # Answers that may lower a band; not knowing never counts for less than one of them.
    reassuring: frozenset[str] = frozenset()
    # Answers that force the full response.
    full_response: frozenset[str] = frozenset()
    # Where each answer stands in `values.csv`.
    value_rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def domain(self) -> tuple[str, ...]:
        return (*self.words, NOT_KNOWN)

    def said(self, value: str) -> str:
        """Return an answer as the end of a sentence that begins with "if"."""
        if value == NOT_KNOWN:
            return f"it is not known: {self.question}"
        return self.words.get(value, plain(value))


def read(facts: Sheet, values: Sheet, problems: list[Problem]) -> dict[str, Fact]:
    """Return the facts by name, in the order of the file; note every problem."""
    begun = len(problems)
    problems += cells.check_columns(facts, FACT_COLUMNS)
    problems += cells.check_columns(values, VALUE_COLUMNS)
    if len(problems) > begun:
        return {}
    found: dict[str, Fact] = {}
    for row in facts.rows:
        fact = _fact(facts, row, problems)
        if fact.name in found:
            why = f"{fact.name!r} stands here a second time."
            problems.append(_problem(facts, row, "fact", why, "Give each fact one row."))
        found.setdefault(fact.name, fact)
    answers = _answers(values, found, problems)
    for name, fact in found.items():
        if name not in answers:
            why = f"{VALUES} has no value for {name!r}."
            do = f"Add the values there; {NOT_KNOWN} is added by itself."
            problems.append(Problem(FACTS, why, do, row=fact.row, column="fact", value=name))
    return {name: _answered(fact, answers.get(name, [])) for name, fact in found.items() if name}


def _fact(sheet: Sheet, row: Row, problems: list[Problem]) -> Fact:
    name = cells.text(sheet, row, "fact", problems, do="Name the fact.")
    if name and not (_is_name(name) and name.islower()):
        why = f"{name!r} is not a name."
        problems.append(_problem(sheet, row, "fact", why, _NAME))
    if name in FIXED_COLUMNS:
        why = f"{name!r} is what another column of every table is called."
        problems.append(_problem(sheet, row, "fact", why, "Give the fact another name."))
    if name in OUTSIDE:
        why = f"{name!r} is outside every policy: it always comes first."
        problems.append(_problem(sheet, row, "fact", why, "Delete the row."))
    return Fact(
        name=name,
        question=cells.text(sheet, row, "question", problems, do="Ask it in plain words."),
        part=cells.one_of(sheet, row, "part", PARTS, problems),
        answered_before=cells.some_of(sheet, row, "answered_before", LIGHTER, problems),
        given_by=cells.some_of(sheet, row, "given_by", SOURCES, problems),
        source=cells.text(sheet, row, "source", problems, do="Cite where it comes from."),
        row=row.number,
    )


def _answers(
    sheet: Sheet, facts: Mapping[str, Fact], problems: list[Problem]
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sheet.rows:
        name = cells.one_of(sheet, row, "fact", tuple(facts), problems)
        value = cells.text(sheet, row, "value", problems, do="Write the value.")
        cells.text(sheet, row, "words", problems, do="Say it as the end of: if ...")
        for column in ("reassuring", "full_response"):
            cells.one_of(sheet, row, column, _YES_OR_EMPTY, problems)
        if value == NOT_KNOWN:
            why = f"{NOT_KNOWN} is a value of every fact already."
            problems.append(_problem(sheet, row, "value", why, "Delete the row."))
        elif value and not _is_name(value):
            why = f"{value!r} has more in it than a name: a capital, a sign or a space."
            problems.append(_problem(sheet, row, "value", why, _NAME))
        elif any(value == other.cells["value"] for other in found.get(name, [])):
            why = f"{value!r} of {name} stands here a second time."
            problems.append(_problem(sheet, row, "value", why, "Delete one of them."))
        else:
            found.setdefault(name, []).append(row)
    return found


def _answered(fact: Fact, rows: list[Row]) -> Fact:
    def marked(column: str) -> frozenset[str]:
        return frozenset(row.cells["value"] for row in rows if row.cells[column] == "yes")

    return Fact(
        name=fact.name,
        question=fact.question,
        part=fact.part,
        answered_before=fact.answered_before,
        given_by=fact.given_by,
        source=fact.source,
        row=fact.row,
        words={row.cells["value"]: row.cells["words"] for row in rows},
        reassuring=marked("reassuring"),
        full_response=marked("full_response"),
        value_rows={row.cells["value"]: row.number for row in rows},
    )


def _is_name(word: str) -> bool:
    return re.fullmatch("[a-z0-9_]+", word) is not None


def _problem(sheet: Sheet, row: Row, column: str, why: str, do: str) -> Problem:
    value = row.cells[column]
    return Problem(sheet.name, why, do, row=row.number, column=column, value=value)
