"""The first loader of policies, kept to prove that version 2023-1 still gives what it gave.

A cell is empty (any value) or the values that fit, joined by `|`. In the urgency table every rule
that fits fires and the highest band counts, nothing is added up. In the path table the first rule
that fits decides. Every combination of values is tried when a table is loaded: a gap, a rule that
can never decide, or an unknown column or value is refused with its row.
"""

import csv
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath

from symphony.triage.models import Band, Path
from symphony.triage.policy import POLICIES

NOT_KNOWN = "not_known"
DOMAINS = {
    "incident": (
        "contact_abuse",
        "trafficking",
        "grooming",
        "images",
        "obscene_sent",
        "misleading",
        "something_else",
        NOT_KNOWN,
    ),
    "child": ("stated", NOT_KNOWN),
    "extortion": ("yes", NOT_KNOWN),
    "recent": ("within_a_week", "older", NOT_KNOWN),
    "live_streaming": ("yes", NOT_KNOWN),
    "viral": ("yes", NOT_KNOWN),
    "informational": ("yes", NOT_KNOWN),
    "lives_with_children": ("yes", "no", NOT_KNOWN),
}
CURRENT = "2023-1"
BANDS_HIGHEST_FIRST = [Band.VERY_HIGH, Band.HIGH, Band.MEDIUM, Band.LOW]
_SAID = ("rule", "says", "source")


class BadPolicy(Exception):
    """A policy file says something that cannot be meant: which row, and why."""


@dataclass(frozen=True)
class Rule:
    """One row: when it fits, what it says, and the band or path it gives."""

    name: str
    fits: Mapping[str, frozenset[str]]
    gives: str
    says: str
    source: str

    def fires(self, facts: Mapping[str, str]) -> bool:
        return all(facts[name] in values for name, values in self.fits.items())

    def used_facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        return {name: facts[name] for name in self.fits}


@dataclass(frozen=True)
class Policy:
    """A version of the policy, loaded and checked."""

    version: str
    urgency: tuple[Rule, ...]
    path: tuple[Rule, ...]

    def grade(self, facts: Mapping[str, str]) -> tuple[Band, list[Rule]]:
        """Return the highest band that fires and every rule that gives it, in the table's order."""
        fired = [rule for rule in self.urgency if rule.fires(facts)]
        band = next(band for band in BANDS_HIGHEST_FIRST if any(r.gives == band for r in fired))
        return band, [rule for rule in fired if rule.gives == band]

    def recommend(self, facts: Mapping[str, str]) -> tuple[Path, Rule]:
        """Return the path of the first rule that fits, and the rule."""
        rule = next(rule for rule in self.path if rule.fires(facts))
        return Path(rule.gives), rule


@lru_cache(maxsize=8)
def load(version: str = CURRENT) -> Policy:
    """Return a version of the policy.

    :raises BadPolicy: with file, row and reason, if a table is not whole and sound
    """
    folder = POLICIES / version
    urgency = _read(folder / "urgency.csv", gives="band", allowed=set(Band.values))
    path = _read(folder / "path.csv", gives="path", allowed=set(Path.values))
    _check(urgency, table="urgency.csv", first_only=False)
    _check(path, table="path.csv", first_only=True)
    return Policy(version, urgency, path)


def _read(file: FilePath, *, gives: str, allowed: set[str]) -> tuple[Rule, ...]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadPolicy(f"{file.name} cannot be read: {error}") from error
    wanted = {*_SAID, gives, *DOMAINS}
    if not rows or set(rows[0]) != wanted:
        columns = ", ".join(sorted(wanted))
        raise BadPolicy(f"{file.name} must have rows and exactly these columns: {columns}.")
    rules = tuple(
        _rule(row, place=f"{file.name}, row {number}", gives=gives, allowed=allowed)
        for number, row in enumerate(rows, start=2)
    )
    names = [rule.name for rule in rules]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadPolicy(f"{file.name} has {', '.join(sorted(twice))} more than once.")
    return rules


def _rule(row: dict[str, str], *, place: str, gives: str, allowed: set[str]) -> Rule:
    if None in row.values() or None in row:
        raise BadPolicy(f"{place} has too many or too few cells.")
    for column in _SAID:
        if not row[column].strip():
            raise BadPolicy(f"{place}: {column} is empty.")
    if row[gives] not in allowed:
        raise BadPolicy(f"{place}: {gives} {row[gives]!r} is not one of {sorted(allowed)}.")
    fits = {}
    for name, domain in DOMAINS.items():
        if cell := row[name].strip():
            fits[name] = frozenset(value.strip() for value in cell.split("|"))
            if strange := fits[name] - set(domain):
                raise BadPolicy(f"{place}: {name} cannot be {sorted(strange)}.")
    return Rule(row["rule"].strip(), fits, row[gives], row["says"].strip(), row["source"].strip())


def _check(rules: tuple[Rule, ...], *, table: str, first_only: bool) -> None:
    """Try every combination of values that any rule asks about."""
    asked = [name for name in DOMAINS if any(name in rule.fits for rule in rules)]
    never_decides = {rule.name for rule in rules}
    for values in itertools.product(*(DOMAINS[name] for name in asked)):
        facts = dict(zip(asked, values, strict=True))
        fired = [rule.name for rule in rules if rule.fires(facts)]
        if not fired:
            raise BadPolicy(f"{table} has a gap: no rule fits {facts}.")
        never_decides -= set(fired[:1] if first_only else fired)
    if never_decides:
        raise BadPolicy(f"{table}: {', '.join(sorted(never_decides))} can never decide.")
