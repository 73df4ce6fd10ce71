"""What no policy may do, however it is written. Each promise is proved over all combinations.

- Unknown is never No: not knowing a fact never gives a lower band than its reassuring answer, and
  what lowers (low, educate, prevent, no further action) fits only where its facts are answered,
  access to children always among them.
- A mitigator touches quality and the choice of path, never urgency: so none can lower a floor.
- Exploitation, coercion, profit motive and adult involvement each force the full response.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from symphony.triage.policy.facts import FACTS, VALUES, Fact
from symphony.triage.policy.index import Index
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.tables import TABLES, Rule
from symphony.triage.policy.words import (
    BANDS,
    FORCING,
    LIGHTER,
    NOT_KNOWN,
    WITHOUT_ENQUIRY,
    plain,
)

_SEVERITY = {band: len(BANDS) - place for place, band in enumerate(BANDS)}


def check(indexes: Sequence[Index], facts: Mapping[str, Fact]) -> list[Problem]:
    """Return every promise that the policy breaks, with the row that breaks it."""
    found = [*_facts(facts)]
    for gives in ("floor", "quality"):
        if not any(index.head.gives == gives for index in indexes):
            why = f"No table gives {gives}."
            found.append(Problem(TABLES, why, "Add one; the shipped policy has an example."))
    for index in indexes:
        if index.head.gives in ("floor", "band"):
            found += _mitigators(index, facts)
            found += _unknown_is_never_no(index, facts)
            found += [
                problem
                for rule in index.rules
                if rule.gives == "low"
                for problem in _unanswered(index, rule, [], facts)
            ]
        if index.head.gives == "floor":
            found += _floors(index)
    found += _paths([index for index in indexes if index.head.gives == "path"], facts)
    return found


def _facts(facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Every policy asks about access to children and what forces the full response."""
    access = [fact for fact in facts.values() if fact.part == "access"]
    if not access:
        why = "No fact has the part access, and access to children must be asked."
        yield Problem(FACTS, why, "Add the questions about access to children.", column="part")
    for fact in access:
        for given in LIGHTER:
            if given not in fact.answered_before:
                why = f"{fact.name} is about access to children and may not be left open here."
                do = f"Write {'|'.join(LIGHTER)}."
                yield Problem(FACTS, why, do, fact.row, "answered_before", allowed=LIGHTER)
                break
    for fact in facts.values():
        if fact.part != "mitigator" and "no" in fact.words and "no" not in fact.reassuring:
            why = f"No to {fact.name} is not marked as reassuring, so nobody would compare it."
            do = "Write yes beside it."
            yield Problem(VALUES, why, do, column="reassuring", value=fact.name)
    for name in FORCING:
        if name not in facts:
            why = f"The fact {name} is missing; it always forces the full response."
            yield Problem(FACTS, why, "Add it.", column="fact", value=name)
        elif not facts[name].full_response:
            why = f"No value of {name} forces the full response."
            yield Problem(VALUES, why, "Write yes beside it.", column="full_response", value=name)
        elif not {"educate", "no_further_action"} <= facts[name].answered_before:
            why = f"{name} must be answered before educate and before no further action."
            do = "Write educate|no_further_action, and others with | if you wish."
            yield Problem(FACTS, why, do, facts[name].row, "answered_before")


def _mitigators(index: Index, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for name in index.asks:
        if facts[name].part == "mitigator":
            why = f"{name} is a mitigator, and a mitigator never touches urgency."
            do = "Delete the column; a quality table may ask for it."
            yield Problem(index.head.file, why, do, 1, name, name)


def _floors(index: Index) -> Iterator[Problem]:
    for rule in index.rules:
        if rule.gives == "low":
            why = f"{rule.name} gives low, which every referral has at least."
            yield Problem(index.head.file, why, "Delete it.", rule.row, "band", "low")


def _unknown_is_never_no(index: Index, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Compare, in every combination, not knowing with each reassuring answer."""
    gravest = [
        max((_SEVERITY[r.gives] for b, r in enumerate(index.rules) if mask >> b & 1), default=0)
        for mask in index.masks
    ]
    for name in index.asks:
        steps = index.stride(name)
        width = steps[NOT_KNOWN]
        for value in facts[name].reassuring:
            back = width - steps[value]
            step, count = width // (len(steps) - 1), len(steps)
            for place, severity in enumerate(gravest):
                if place // step % count == count - 1 and severity < gravest[place - back]:
                    yield _raised(index, name, value, place - back)
                    break


def _raised(index: Index, name: str, value: str, place: int) -> Problem:
    situation = index.situation(place)
    fired = [rule for bit, rule in enumerate(index.rules) if index.masks[place] >> bit & 1]
    rule = max(fired, key=lambda rule: _SEVERITY[rule.gives])
    why = (
        f"{rule.name} gives {plain(rule.gives)} where {name} is {value}, and less where it is"
        f" not known: unknown is never No."
    )
    do = f"Let the row fit {NOT_KNOWN} too, or write ! before what does not fit."
    return Problem(index.head.file, why, do, rule.row, name, situation[name])


def _unanswered(
    index: Index, rule: Rule, earlier: Sequence[Rule], facts: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Refuse a lighter answer that is given where a fact that it needs is not known.

    It is safe where its own condition leaves "not known" out, or where one earlier rule takes
    everything that it would fit there.
    """
    needed = [fact for fact in facts.values() if rule.gives in fact.answered_before]
    asked = [facts[name] for name in rule.fits if facts[name] not in needed]
    for fact in [*needed, *asked]:
        values = rule.fits.get(fact.name)
        open_ = values is None or NOT_KNOWN in values
        if open_ and not _taken(rule, fact.name, NOT_KNOWN, earlier):
            why = (
                f"{rule.name} gives {plain(rule.gives)} although {fact.name} is not known:"
                f" unknown is never No."
            )
            do = f"Write which answer to {fact.name!r} it needs; {NOT_KNOWN} may not fit."
            yield Problem(index.head.file, why, do, rule.row, fact.name, NOT_KNOWN)


def _paths(indexes: Sequence[Index], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    earlier: list[Rule] = []
    for index in indexes:
        for rule in index.rules:
            if rule.gives in LIGHTER:
                yield from _unanswered(index, rule, earlier, facts)
            if rule.gives in WITHOUT_ENQUIRY:
                yield from _forced(index, rule, earlier, facts.values())
            if index.head.hit == "first":
                earlier.append(rule)
        if index.head.hit == "one":
            earlier += index.rules


def _forced(
    index: Index, rule: Rule, earlier: Sequence[Rule], facts: Iterable[Fact]
) -> Iterator[Problem]:
    for fact in facts:
        values = rule.fits.get(fact.name)
        for value in sorted(fact.full_response):
            fits = values is None or value in values
            if fits and not _taken(rule, fact.name, value, earlier):
                why = (
                    f"{rule.name} gives {plain(rule.gives)} although {fact.name} is {value},"
                    f" which forces the full response."
                )
                do = "Leave that value out here, or let a row above give investigate for it."
                yield Problem(index.head.file, why, do, rule.row, fact.name, value)


def _taken(rule: Rule, name: str, value: str, earlier: Sequence[Rule]) -> bool:
    """Say whether one earlier rule takes all that this one fits where the fact has this value."""
    box = {**rule.fits, name: frozenset((value,))}
    return any(
        all(asked in box and box[asked] <= values for asked, values in other.fits.items())
        for other in earlier
        if other is not rule
    )
