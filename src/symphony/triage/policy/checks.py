"""What is asked of each table by itself, of every combination: gaps, dead rules, overlaps."""

from collections.abc import Mapping, Sequence

from symphony.triage.policy.facts import Fact
from symphony.triage.policy.index import Index, combinations
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.tables import TABLES, Head, RuleTable
from symphony.triage.policy.words import GIVES, MOST_COMBINATIONS, NOT_KNOWN, plain


def size(table: RuleTable, facts: Mapping[str, Fact]) -> list[Problem]:
    """Refuse a table that nobody could check by reading."""
    count = combinations(table.asks, facts)
    if count <= MOST_COMBINATIONS:
        return []
    why = f"Its columns make {count:,} combinations; {MOST_COMBINATIONS:,} is the most."
    return [Problem(table.head.file, why, "Divide it into two tables.", row=1)]


def names(tables: Sequence[RuleTable]) -> list[Problem]:
    """Refuse a rule's name that is used twice, in whatever table."""
    seen: dict[str, str] = {}
    found = []
    for table in tables:
        for rule in table.rules:
            if rule.name in seen:
                why = f"The name {rule.name!r} is taken: {seen[rule.name]}."
                do = "Give each rule of the policy a name of its own."
                found.append(Problem(table.head.file, why, do, rule.row, "rule", rule.name))
            seen.setdefault(rule.name, f"{table.head.file}, row {rule.row}")
    return found


def shape(heads: Sequence[Head]) -> list[Problem]:
    """Refuse a policy in which a referral could be left without a band, a quality or a path."""
    found = []
    for gives in GIVES:
        of_kind = [head for head in heads if head.gives == gives]
        if gives == "floor" or (gives == "quality" and not of_kind):
            continue
        if not any(head.complete for head in of_kind):
            why = f"No table that gives {gives} is complete, so a referral could be left without."
            do = "Write yes under complete for a table whose rows leave no gap."
            found.append(Problem(TABLES, why, do, column="complete"))
        early = [head for head in of_kind[:-1] if gives == "path" and head.complete]
        for head in early:
            why = f"{head.file} is complete, so no path table after it is ever read."
            do = "Put it last, or write no under complete."
            found.append(Problem(TABLES, why, do, head.row, "complete", "yes"))
    return found


def table(index: Index) -> list[Problem]:
    """Try every combination of one table."""
    return [*_gaps(index), *_dead(index), *_overlaps(index)]


def _gaps(index: Index) -> list[Problem]:
    empty = [place for place, mask in enumerate(index.masks) if not mask]
    if not empty or not index.head.complete:
        return []
    why = (
        f"There is a gap: no row fits {said(index.situation(empty[0]))}"
        f" ({len(empty):,} of {len(index.masks):,} combinations)."
    )
    do = "Add a row for it, or make a row wider."
    return [Problem(index.head.file, why, do)]


def _dead(index: Index) -> list[Problem]:
    alive = 0
    for mask in set(index.masks):
        alive |= mask & -mask if index.head.hit == "first" else mask
    found = []
    for bit, rule in enumerate(index.rules):
        if not alive >> bit & 1:
            why = f"{rule.name} can never fire: the rows above it take every combination it fits."
            do = "Move it up, narrow the rows above, or delete it."
            found.append(Problem(index.head.file, why, do, rule.row, "rule", rule.name))
    return found


def _overlaps(index: Index) -> list[Problem]:
    if index.head.hit != "one":
        return []
    pairs: dict[tuple[int, int], int] = {}
    for place, mask in enumerate(index.masks):
        bits = [bit for bit in range(len(index.rules)) if mask >> bit & 1]
        for later in bits[1:]:
            pairs.setdefault((bits[0], later), place)
    found = []
    for (first, later), place in pairs.items():
        rule, other = index.rules[later], index.rules[first]
        why = f"{rule.name} and {other.name} both fit {said(index.situation(place))}."
        do = "Exactly one row may fit here: narrow one of them."
        found.append(Problem(index.head.file, why, do, rule.row, "rule", rule.name))
    return found


def said(situation: Mapping[str, str]) -> str:
    """Return a situation in one line; what is not known is left to the end."""
    known = [f"{name} {plain(value)}" for name, value in situation.items() if value != NOT_KNOWN]
    unknown = [name for name, value in situation.items() if value == NOT_KNOWN]
    if unknown:
        known.append(f"not known {', '.join(unknown)}")
    return "; ".join(known) or "anything"
