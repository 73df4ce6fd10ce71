"""What every policy asks, and how its answers are marked: the words that the promises rest on.

A word in `facts.csv` or `values.csv` ends no promise: what a known fact is, what reassures and what
forces the full response is written here and in `words`, not only in the files.
"""

from collections.abc import Iterator, Mapping

from symphony.triage.policy.facts import FACTS, VALUES, Fact
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.words import (
    ACCESS,
    AT_RISK_NOW,
    FORCING,
    LIGHTER,
    NOT_KNOWN,
    PART_OF,
)
from symphony.triage.stated import STATED

# The one answer that lets something lighter than the full response through.
_LETS_GO = "no"
_BEFORE_FORCING = ("educate", "no_further_action")


def check(facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Return what the facts and their values lack, or mark otherwise than it has to be."""
    for name in (*ACCESS, *FORCING):
        if name not in facts:
            why = f"The fact {name} is missing; every policy asks it."
            yield Problem(FACTS, why, "Add it.", column="fact", value=name)
    for fact in facts.values():
        yield from _part(fact)
        yield from _answered_before(fact)
        yield from _reassuring(fact)
        yield from _stated(fact)
    for name in FORCING:
        if name in facts:
            yield from _forcing(facts[name])


def _part(fact: Fact) -> Iterator[Problem]:
    part = PART_OF.get(fact.name, fact.part)
    if fact.part != part:
        known = part if part == "access" else f"a {part}"
        why = f"{fact.name} is always {known}, because promises rest on it."
        yield Problem(FACTS, why, f"Write {part}.", fact.row, "part", fact.part, (part,))


def _answered_before(fact: Fact) -> Iterator[Problem]:
    if fact.part == "access" or fact.name in ACCESS:
        if not fact.answered_before.issuperset(LIGHTER):
            why = f"{fact.name} is about access to children and may not be left open here."
            do = f"Write {'|'.join(LIGHTER)}."
            yield Problem(FACTS, why, do, fact.row, "answered_before", allowed=LIGHTER)
    elif fact.name in FORCING and not fact.answered_before.issuperset(_BEFORE_FORCING):
        why = f"{fact.name} must be answered before educate and before no further action."
        do = f"Write {'|'.join(_BEFORE_FORCING)}, and others with | if you wish."
        yield Problem(FACTS, why, do, fact.row, "answered_before")


def _reassuring(fact: Fact) -> Iterator[Problem]:
    """Refuse a fact of which nothing would be compared with not knowing it."""
    if fact.part == "mitigator" or not fact.words:
        return
    if "no" in fact.words and "no" not in fact.reassuring:
        why = f"No to {fact.name} is not marked as reassuring, so nobody would compare it."
        row = fact.value_rows["no"]
        yield Problem(VALUES, why, "Write yes beside it.", row, "reassuring")
    elif not fact.reassuring:
        why = f"No answer to {fact.name} is reassuring, so none is compared with {NOT_KNOWN}."
        do = "Write yes beside the answers that speak for less."
        yield Problem(VALUES, why, do, min(fact.value_rows.values()), "reassuring")


def _forcing(fact: Fact) -> Iterator[Problem]:
    """Every answer but No forces the full response, however fine the others are."""
    for value, row in fact.value_rows.items():
        forces = value in fact.full_response
        if value != _LETS_GO and not forces:
            why = f"{fact.name} {value} is not {_LETS_GO}, so it forces the full response."
            yield Problem(VALUES, why, "Write yes beside it.", row, "full_response", value)
        elif value == _LETS_GO and forces:
            why = f"{fact.name} {value} cannot force the full response."
            yield Problem(VALUES, why, "Leave the cell empty.", row, "full_response", value)
    if fact.words and not fact.full_response - {_LETS_GO}:
        why = f"No value of {fact.name} forces the full response."
        row = min(fact.value_rows.values())
        yield Problem(VALUES, why, "Add one, such as yes.", row, "full_response", fact.name)


def _stated(fact: Fact) -> Iterator[Problem]:
    """Refuse a fact that lacks an answer which a referral states, or which the top floor needs."""
    needed = dict.fromkeys(STATED.get(fact.name, ()))
    if fact.name in AT_RISK_NOW:
        needed[AT_RISK_NOW[fact.name]] = None
    missing = [value for value in needed if value not in fact.words]
    if missing and fact.words:
        names = ", ".join(repr(value) for value in missing)
        why = f"{VALUES} lacks {names} for {fact.name}, which is what a referral is read as."
        do = f"Add a row for it to {VALUES}, or write its name there as it stands here."
        yield Problem(FACTS, why, do, fact.row, "fact", fact.name)
