"""What no policy may do, however it is written. Each promise is proved over all combinations.

- Unknown is never No: not knowing a fact never gives a lower band than its reassuring answer, and
  what lowers (low, educate, prevent, no further action) fits only where its facts are answered,
  access to children always among them.
- A mitigator touches quality and the choice of path, never urgency: so none can lower a floor.
- Exploitation, coercion, profit motive and adult involvement each force the full response.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from symphony.triage.policy import required
from symphony.triage.policy.checks import said
from symphony.triage.policy.facts import FACTS, Fact
from symphony.triage.policy.index import Index
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.tables import TABLES, Rule
from symphony.triage.policy.words import (
    AT_RISK_NOW,
    BANDS,
    LIGHTER,
    NEEDS,
    NOT_KNOWN,
    REASSURING,
    VARIANTS_OF,
    WITHOUT_ENQUIRY,
    plain,
)

_SEVERITY = {band: len(BANDS) - place for place, band in enumerate(BANDS)}


def check(indexes: Sequence[Index], facts: Mapping[str, Fact]) -> list[Problem]:
    """Return every promise that the policy breaks, with the row that breaks it."""
    found = [*required.check(facts)]
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
            found += _low_floors(index)
    found += _at_risk_now([index for index in indexes if index.head.gives == "floor"], facts)
    found += _paths([index for index in indexes if index.head.gives == "path"], facts)
    return found


def _mitigators(index: Index, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for name in index.asks:
        if facts[name].part == "mitigator":
            why = f"{name} is a mitigator, and a mitigator never touches urgency."
            do = "Delete the column; a quality table may ask for it."
            yield Problem(index.head.file, why, do, 1, name, name)


def _low_floors(index: Index) -> Iterator[Problem]:
    for rule in index.rules:
        if rule.gives == "low":
            why = f"{rule.name} gives low, which every referral has at least."
            yield Problem(index.head.file, why, "Delete it.", rule.row, "band", "low")


def _at_risk_now(floors: Sequence[Index], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Ask one table of floors for the top band wherever an identifiable child is at risk now."""
    wanted = " and ".join(f"{name} is {value}" for name, value in AT_RISK_NOW.items())
    for name in AT_RISK_NOW:
        if name not in facts:
            why = f"The fact {name} is missing; where {wanted}, every policy gives very high."
            yield Problem(FACTS, why, "Add it.", column="fact", value=name)
    without = [_without_top_floor(index) for index in floors]
    if floors and all(without):
        why = f"No floor gives very high wherever {wanted}: not where {said(without[0] or {})}."
        do = f"Add a row that needs only that {wanted}, and gives very_high."
        yield Problem(floors[0].head.file, why, do, column="band")


def _without_top_floor(index: Index) -> dict[str, str] | None:
    """Return a situation of an identifiable child at risk now that is not in the top band."""
    top = sum(1 << bit for bit, rule in enumerate(index.rules) if rule.gives == BANDS[0])
    for place, mask in enumerate(index.masks):
        if not mask & top:
            situation = index.situation(place)
            if all(situation.get(name, value) == value for name, value in AT_RISK_NOW.items()):
                return {**AT_RISK_NOW, **situation}
    return None


def _unknown_is_never_no(index: Index, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Compare, in every combination, not knowing with each reassuring answer."""
    gravest = [
        max((_SEVERITY[r.gives] for b, r in enumerate(index.rules) if mask >> b & 1), default=0)
        for mask in index.masks
    ]
    for name in index.asks:
        steps = index.stride(name)
        width = steps[NOT_KNOWN]
        for value in _reassuring(facts[name]):
            back = width - steps[value]
            step, count = width // (len(steps) - 1), len(steps)
            for place, severity in enumerate(gravest):
                if place // step % count == count - 1 and severity < gravest[place - back]:
                    yield _raised(index, name, value, place - back)
                    break


def _reassuring(fact: Fact) -> list[str]:
    """Return what reassures by its mark, and what does so by the code whether marked or not."""
    return sorted(fact.reassuring.union(REASSURING.get(fact.name, ())).intersection(fact.words))


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
            if rule.gives in NEEDS:
                yield from _led_by_its_fact(index, rule, earlier, facts)
            yield from _variant(index, rule)
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


def _led_by_its_fact(
    index: Index, rule: Rule, earlier: Sequence[Rule], facts: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Refuse a rule that leads to a path without the answer that alone leads there."""
    name, answers = NEEDS[rule.gives]
    domain = facts[name].domain if name in facts else (NOT_KNOWN,)
    values = rule.fits.get(name, frozenset(domain))
    wrong = [value for value in domain if value in values and value not in answers]
    wrong = [value for value in wrong if not _taken(rule, name, value, earlier)]
    if wrong:
        why = f"{rule.name} gives {plain(rule.gives)} although {name} is {_either(wrong)}."
        do = f"Let it fit only where {name} is {_either(answers)}."
        yield Problem(index.head.file, why, do, rule.row, name, wrong[0], answers)


def _either(values: Sequence[str]) -> str:
    return " or ".join(plain(value) for value in values)


def _variant(index: Index, rule: Rule) -> Iterator[Problem]:
    allowed = VARIANTS_OF.get(rule.gives, ("",))
    if rule.variant not in allowed:
        why = f"{rule.name} gives {plain(rule.gives)}, which cannot be {rule.variant!r}."
        if not rule.variant:
            why = f"{rule.name} gives {rule.gives} without saying which; the cell cannot be empty."
        do = "Write one of these." if any(allowed) else "Leave the cell empty."
        yield Problem(index.head.file, why, do, rule.row, "variant", rule.variant, allowed)


def _taken(rule: Rule, name: str, value: str, earlier: Sequence[Rule]) -> bool:
    """Say whether one earlier rule takes all that this one fits where the fact has this value."""
    box = {**rule.fits, name: frozenset((value,))}
    return any(
        all(asked in box and box[asked] <= values for asked, values in other.fits.items())
        for other in earlier
        if other is not rule
    )
