"""The tables of a policy: each rule one row, with its reason and its source."""

from collections.abc import Mapping
from dataclasses import dataclass

from symphony.triage.policy import cells
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.files import Row, Sheet
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import (
    BANDS,
    GIVES,
    HITS,
    PATHS,
    QUALITY_BEST,
    SAID,
    VARIANTS,
)

TABLES = "tables.csv"
HEAD_COLUMNS = ("table", "gives", "hit", "complete", "title")
# The column of what a row gives, by what its table gives.
OUTCOME = {"floor": "band", "band": "band", "quality": "quality", "path": "path"}
_VARIANT = "variant"
_QUALITIES = frozenset(str(number) for number in range(QUALITY_BEST + 1))


@dataclass(frozen=True, slots=True)
class Head:
    """What `tables.csv` says about one table."""

    name: str
    gives: str
    hit: str
    complete: bool
    title: str
    row: int

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when it fits, what it gives, and why. An absent condition fits any value."""

    name: str
    table: str
    row: int
    fits: Mapping[str, frozenset[str]]
    gives: str
    variant: str
    says: str
    source: str

    def fires(self, facts: Mapping[str, str]) -> bool:
        """Say whether every condition fits; for reading and for tests, the engine looks it up."""
        return all(facts[name] in values for name, values in self.fits.items())


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One table, read but not yet checked: its facts in the order of the columns, its rules."""

    head: Head
    asks: tuple[str, ...]
    rules: tuple[Rule, ...]


def read_heads(sheet: Sheet, problems: list[Problem]) -> list[Head]:
    """Return what the policy's tables are, in their order."""
    found = cells.check_columns(sheet, HEAD_COLUMNS)
    problems += found
    if found:
        return []
    heads: dict[str, Head] = {}
    for row in sheet.rows:
        name = cells.text(sheet, row, "table", problems, do="Name the file without .csv.")
        if name.endswith(".csv"):
            why, do = f"{name!r} ends in .csv.", f"Write it without .csv: {name[:-4]}."
            problems.append(Problem(sheet.name, why, do, row.number, "table", name))
            name = name[:-4]
        if name in heads or f"{name}.csv" in (TABLES, "facts.csv", "values.csv"):
            why = f"{name!r} is taken."
            do = "Give each table a name of its own."
            problems.append(Problem(sheet.name, why, do, row.number, "table", name))
        head = Head(
            name=name,
            gives=cells.one_of(sheet, row, "gives", GIVES, problems),
            hit=cells.one_of(sheet, row, "hit", HITS, problems),
            complete=cells.one_of(sheet, row, "complete", ("yes", "no"), problems) == "yes",
            title=cells.text(sheet, row, "title", problems, do="Say what the table is about."),
            row=row.number,
        )
        problems += _hit_problems(sheet, row, head)
        heads[name] = head
    return list(heads.values())


def _hit_problems(sheet: Sheet, row: Row, head: Head) -> list[Problem]:
    ordered = head.gives == "path"
    allowed = ("first", "one") if ordered else ("every", "one")
    if head.gives not in GIVES or head.hit not in HITS or head.hit in allowed:
        return []
    why = f"A table that gives {head.gives} cannot count {head.hit!r}."
    do = "A path is the first that fits; bands and quality count every row that fits."
    return [Problem(sheet.name, why, do, row.number, "hit", head.hit, allowed)]


def read(
    head: Head,
    sheet: Sheet,
    facts: Mapping[str, Fact],
    problems: list[Problem],
    *,
    says_variant: bool = True,
) -> RuleTable | None:
    """Return a table, or None; note every problem in it.

    :param says_variant: whether a path table must have the column; the first version had none
    """
    begun = len(problems)
    outcome = OUTCOME[head.gives]
    own = (*SAID, outcome, *((_VARIANT,) if head.gives == "path" else ()))
    needed = [name for name in own if name != _VARIANT or says_variant]
    problems += [
        Problem(sheet.name, f"The column {name!r} is missing.", "Add it.", 1, name)
        for name in needed
        if name not in sheet.columns
    ]
    asks = tuple(column for column in sheet.columns if column not in own)
    for column in asks:
        if column not in facts:
            known = (*facts, *own)
            problems.append(
                cells.strange(sheet.name, 1, column, column, known, what="a fact of this policy")
            )
    if len(problems) > begun:
        return None
    # A column that no row fills tells nothing apart.
    asks = tuple(name for name in asks if any(row.cells[name] for row in sheet.rows))
    rules = [_rule(head, sheet, row, asks, facts, problems) for row in sheet.rows]
    return None if len(problems) > begun else RuleTable(head, asks, tuple(rules))


def _rule(
    head: Head,
    sheet: Sheet,
    row: Row,
    asks: tuple[str, ...],
    facts: Mapping[str, Fact],
    problems: list[Problem],
) -> Rule:
    fits = {}
    for name in asks:
        values = cells.condition(sheet, row, name, facts[name].domain, problems)
        if values is not None:
            fits[name] = values
    return Rule(
        name=cells.text(sheet, row, "rule", problems, do="Give the rule a short name, such as U1."),
        table=head.name,
        row=row.number,
        fits=fits,
        gives=_outcome(head, sheet, row, problems),
        variant=_variant(sheet, row, problems),
        says=cells.text(sheet, row, "says", problems, do="Say the reason in a sentence."),
        source=cells.text(sheet, row, "source", problems, do="Cite what the rule rests on."),
    )


def _outcome(head: Head, sheet: Sheet, row: Row, problems: list[Problem]) -> str:
    if head.gives in ("floor", "band"):
        return cells.one_of(sheet, row, "band", BANDS, problems)
    if head.gives == "path":
        return cells.one_of(sheet, row, "path", PATHS, problems)
    value = row.cells["quality"]
    if value not in _QUALITIES:
        why = f"{value[:20]!r} is not a whole number from 0 to {QUALITY_BEST}."
        do = "Write digits only, without a zero before them."
        problems.append(Problem(sheet.name, why, do, row.number, "quality", value))
    return value


def _variant(sheet: Sheet, row: Row, problems: list[Problem]) -> str:
    if _VARIANT not in row.cells or not row.cells[_VARIANT]:
        return ""
    return cells.one_of(sheet, row, _VARIANT, VARIANTS, problems)
