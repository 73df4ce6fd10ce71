"""A policy in whole sentences, table by table: what a person reads who will answer for it."""

from dataclasses import dataclass

from symphony.triage.policy.engine import Policy
from symphony.triage.policy.explaining import path_words
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.index import Index
from symphony.triage.policy.tables import Rule
from symphony.triage.policy.words import GIVES, NOT_KNOWN, plain

# Above this, what a rule leaves out is shorter to say than what fits it.
_MANY = 4
_COUNTS = {
    "every": "every row that fits counts",
    "first": "the first row that fits decides",
    "one": "exactly one row fits",
}
GROUPS = {
    "floor": "Floors",
    "band": "Urgency",
    "quality": "Quality",
    "path": "Path",
}


@dataclass(frozen=True, slots=True)
class RuleWords:
    """One rule: what has to be so (all of it), what it gives, its reason and its source."""

    name: str
    row: int
    when: tuple[str, ...]
    gives: str
    # The stored word, for a band to be drawn as one.
    outcome: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class TableWords:
    """One table, with how its rows count."""

    name: str
    file: str
    title: str
    kind: str
    counts: str
    combinations: int
    rules: tuple[RuleWords, ...]


@dataclass(frozen=True, slots=True)
class FactWords:
    """One question, and what must not be suggested while nobody has answered it."""

    name: str
    question: str
    answers: tuple[str, ...]
    before: tuple[str, ...]
    given_by: tuple[str, ...]
    source: str


def tables(policy: Policy) -> list[TableWords]:
    """Return every table: floors first, then urgency, quality and path, each in its order."""
    ordered = sorted(policy.indexes, key=lambda index: GIVES.index(index.head.gives))
    return [_table(policy, index) for index in ordered]


def _table(policy: Policy, index: Index) -> TableWords:
    head = index.head
    return TableWords(
        name=head.name,
        file=head.file,
        title=head.title,
        kind=head.gives,
        counts=_COUNTS[head.hit],
        combinations=len(index.masks),
        rules=tuple(
            RuleWords(
                name=rule.name,
                row=rule.row,
                when=conditions(policy, rule),
                gives=gives(rule, head.gives),
                outcome=rule.gives,
                says=rule.says,
                source=rule.source,
            )
            for rule in index.rules
        ),
    )


def gives(rule: Rule, kind: str) -> str:
    """Return what a rule gives, in words: at least high; at most 40 of 100; educate (repeated)."""
    if kind == "floor":
        return f"at least {plain(rule.gives)}"
    if kind == "quality":
        return f"at most {rule.gives} of 100"
    return path_words(rule.gives, rule.variant)


def conditions(policy: Policy, rule: Rule) -> tuple[str, ...]:
    """Return everything that has to be so for a rule to fire; nothing if it always does."""
    return tuple(_condition(policy.facts[name], values) for name, values in rule.fits.items())


def _condition(fact: Fact, values: frozenset[str]) -> str:
    known = [words for value, words in fact.words.items() if value in values]
    left_out = [words for value, words in fact.words.items() if value not in values]
    open_too = NOT_KNOWN in values
    if not known:
        return f"it is not known: {fact.question}"
    if open_too and not left_out:
        return f"anything is known or not known: {fact.question}"
    if not open_too and not left_out:
        return f"it is known, whatever the answer: {fact.question}"
    # "Anything but" takes in what is not known, so it is said only where that fits.
    if open_too and len(left_out) == 1 and len(fact.domain) > _MANY:
        return f"it is not known, or anything but this: {left_out[0]}"
    said = " or ".join(known)
    return f"{said}, or that is not known" if open_too else said


def facts(policy: Policy) -> list[FactWords]:
    """Return every question that the policy asks, in its order."""
    return [
        FactWords(
            name=fact.name,
            question=fact.question,
            answers=tuple(fact.words.values()),
            before=tuple(plain(word) for word in sorted(fact.answered_before)),
            given_by=tuple(plain(word) for word in sorted(fact.given_by)),
            source=fact.source,
        )
        for fact in policy.facts.values()
    ]
