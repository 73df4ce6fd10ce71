"""A policy for reading: as text, as a page of the reference, and for a machine."""

from collections.abc import Iterator
from typing import Any

from symphony.triage.policy import describing
from symphony.triage.policy.engine import Policy
from symphony.triage.policy.explaining import path_words
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.index import Index
from symphony.triage.policy.tables import Rule
from symphony.triage.policy.words import NOT_KNOWN, plain

_COUNTS = {
    "every": "every row that fits counts",
    "first": "the first row that fits decides",
    "one": "exactly one row fits",
}


def as_dict(policy: Policy) -> dict[str, Any]:
    """Return the whole policy for a machine to read."""
    return {
        "version": policy.version,
        "digest": policy.digest,
        "facts": [_fact(fact) for fact in policy.facts.values()],
        "tables": [_table(index) for index in policy.indexes],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact.name,
        "question": fact.question,
        "part": fact.part,
        "values": {**fact.words, NOT_KNOWN: "not known"},
        "reassuring": sorted(fact.reassuring),
        "full_response": sorted(fact.full_response),
        "answered_before": sorted(fact.answered_before),
        "given_by": sorted(fact.given_by),
        "source": fact.source,
    }


def _table(index: Index) -> dict[str, Any]:
    head = index.head
    return {
        "table": head.name,
        "title": head.title,
        "gives": head.gives,
        "hit": head.hit,
        "combinations": len(index.masks),
        "rules": [
            {
                "rule": rule.name,
                "when": {name: sorted(values) for name, values in rule.fits.items()},
                "gives": rule.gives,
                "variant": rule.variant,
                "says": rule.says,
                "source": rule.source,
            }
            for rule in index.rules
        ],
    }


def condition(policy: Policy, rule: Rule) -> str:
    """Return what a rule needs, in one line: extortion yes, recent within a week."""
    parts = []
    for name, values in rule.fits.items():
        domain = policy.facts[name].domain
        left_out = [plain(value) for value in domain if value not in values]
        named = [plain(value) for value in domain if value in values]
        said = f"anything but {left_out[0]}" if len(left_out) == 1 < len(named) else None
        parts.append(f"{plain(name)}: {said or ' or '.join(named)}")
    return "; ".join(parts) or "anything"


def gives(rule: Rule) -> str:
    """Return what a rule gives, in words."""
    return path_words(rule.gives, rule.variant)


def text(policy: Policy) -> str:
    """Return the policy as plain text."""
    return "\n".join(_lines(policy))


def _lines(policy: Policy) -> Iterator[str]:
    yield f"Policy {policy.version}"
    for index in policy.indexes:
        yield ""
        yield f"{index.head.title} ({index.head.file}; {_COUNTS[index.head.hit]})"
        for rule in index.rules:
            yield f"  {rule.name}  {gives(rule)}  if {condition(policy, rule)}"
            yield f"      {rule.says} [{rule.source}]"
    yield ""
    yield "What is asked"
    for fact in policy.facts.values():
        answers = ", ".join(plain(value) for value in fact.domain)
        yield f"  {fact.name}  {fact.question} {answers}"


def page(policy: Policy) -> str:
    """Return the policy as a page of the reference."""
    return "\n".join(_page(policy)) + "\n"


def _page(policy: Policy) -> Iterator[str]:
    for table in describing.tables(policy):
        yield f"\n## {table.title}\n"
        yield f"`{table.file}` gives {table.kind}; {table.counts}."
        yield f"{table.combinations:,} combinations, all tried.\n"
        yield "| rule | when all of this is so | gives | because | source |"
        yield "| --- | --- | --- | --- | --- |"
        for rule in table.rules:
            when = "; and ".join(rule.when) or "always"
            yield _row(rule.name, when, rule.gives, rule.says, rule.source)
    yield "\n## What is asked\n"
    yield "Not known is an answer to every question, and never means No.\n"
    yield "| fact | question | answers | must be answered before | given by | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for fact in describing.facts(policy):
        yield _row(
            plain(fact.name),
            fact.question,
            "; ".join(fact.answers),
            ", ".join(fact.before),
            ", ".join(fact.given_by),
            fact.source,
        )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', ' ') for cell in cells)} |"
