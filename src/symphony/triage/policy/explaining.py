"""Why a result is what it is: what fired, what did not, and what would change it, in plain words.

Worked out only when somebody looks; grading itself carries no more than the rules that fired.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symphony.triage.policy.engine import Policy, Result, graver
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.tables import Rule
from symphony.triage.policy.words import BANDS, NOT_KNOWN, plain


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would change the outcome by itself."""

    fact: Fact
    value: str
    band: str
    path: str
    variant: str
    words: str
    # Whether the fact is not known today, so that asking may bring the change about.
    asks: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """What is not known: what could still change band or path, and what cannot."""

    could_change: tuple[Fact, ...]
    cannot_change: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that could still change the outcome, and what single answers to it change."""

    fact: Fact
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FallsAway:
    """A rule that gives the band, and the answers any one of which would end it."""

    rule: Rule
    answers: tuple[tuple[Fact, str], ...]


@dataclass(frozen=True, slots=True)
class NotFired:
    """A rule that would have given more urgency, and what it lacks."""

    rule: Rule
    lacks: tuple[Fact, ...]

    def words(self) -> str:
        wants = "; ".join(
            f"{fact.question} {' or '.join(plain(value) for value in _known(self.rule, fact))}"
            for fact in self.lacks
        )
        return f"{self.rule.name} ({plain(self.rule.gives)}) did not fire. It needs: {wants}"


def changes(result: Result) -> list[Change]:
    """Return every single answer that would change band or path: questions still open first.

    Two changes at once are not looked for; `questions` says which facts could matter together.
    """
    policy, now = result.policy, result.outcome
    found = []
    for name in policy.asked:
        fact = policy.facts[name]
        for value in fact.words:
            if value != result.facts[name]:
                then = policy.outcome({**result.facts, name: value})
                if then != now:
                    asks = result.facts[name] == NOT_KNOWN
                    words = _words(now, then, fact.said(value))
                    found.append(Change(fact, value, *then, words, asks))
    return sorted(found, key=lambda change: (not change.asks, BANDS.index(change.band)))


def _words(now: tuple[str, str, str], then: tuple[str, str, str], when: str) -> str:
    parts = []
    if graver(then[0], now[0]):
        parts.append(f"becomes {plain(then[0])}")
    elif then[0] != now[0]:
        parts.append(f"falls to {plain(then[0])}")
    if then[1:] != now[1:]:
        parts.append(f"the path becomes {path_words(then[1], then[2])}")
    said = " and ".join(parts)
    return f"{said[0].upper()}{said[1:]} if {when}"


def path_words(path: str, variant: str) -> str:
    """Return a path as people read it: educate (non-aggravated)."""
    kind = "non-aggravated" if variant == "non_aggravated" else plain(variant)
    return f"{plain(path)} ({kind})" if variant else plain(path)


def questions(result: Result) -> Questions:
    """Tell the open questions that could still change band or path from those that cannot.

    "Cannot" is a promise: whatever the answer, and whatever the other open questions are answered.
    "Could" may need another answer beside it.
    """
    policy = result.policy
    open_ = [policy.facts[name] for name in policy.facts if result.facts[name] == NOT_KNOWN]
    matter = _could_raise_or_lower(result) | _could_turn(result)
    return Questions(
        tuple(fact for fact in open_ if fact.name in matter),
        tuple(fact for fact in open_ if fact.name not in matter),
    )


def most_telling(result: Result, found: Sequence[Change] | None = None) -> list[Asked]:
    """Return the questions that could still change the outcome, the most telling first.

    First stands what one answer can make gravest, then what turns the path as well, then the
    policy's order; a question that matters only beside another answer stands last.

    :param found: the `changes` of this result, where they are at hand
    """
    by_fact: dict[str, list[Change]] = {}
    for change in changes(result) if found is None else found:
        by_fact.setdefault(change.fact.name, []).append(change)
    asked = [
        Asked(fact, tuple(by_fact.get(fact.name, ()))) for fact in questions(result).could_change
    ]

    def place(one: Asked) -> tuple[int, bool]:
        gravest = min((BANDS.index(change.band) for change in one.changes), default=len(BANDS))
        turns = any((change.path, change.variant) != result.outcome[1:] for change in one.changes)
        return gravest, not turns

    return sorted(asked, key=place)


def speaks_for_less(result: Result) -> list[Fact]:
    """Return the facts of band and path that are known, with an answer that may lower them."""
    facts = (result.policy.facts[name] for name in result.policy.asked)
    return [fact for fact in facts if result.facts[fact.name] in fact.reassuring]


def must_fall_away(result: Result) -> list[FallsAway]:
    """Return what it takes for less urgency: each rule that gives the band has to fall away.

    Necessary, not enough: the answers that end one rule can begin another.
    """
    if result.band == BANDS[-1]:
        return []
    found = []
    for rule in result.deciding:
        answers = [
            (result.policy.facts[name], value)
            for name, values in rule.fits.items()
            for value in result.policy.facts[name].words
            if value not in values
        ]
        found.append(FallsAway(rule, tuple(answers)))
    return found


def _could_raise_or_lower(result: Result) -> set[str]:
    """Return the open facts of every rule that could lift the band above what is certain."""
    policy, facts = result.policy, result.facts
    possible = [rule for index in policy.urgency for rule in index.rules if _possible(rule, facts)]
    certain = [rule.gives for rule in possible if _certain(policy, rule, facts)]
    floor = min(map(BANDS.index, certain), default=len(BANDS))
    lifting = [rule for rule in possible if BANDS.index(rule.gives) < floor]
    if not certain and len({rule.gives for rule in lifting}) < 2:
        return set()
    return {name for rule in lifting for name in rule.fits if facts[name] == NOT_KNOWN}


def _could_turn(result: Result) -> set[str]:
    """Return the open facts of every path rule that could come first."""
    policy, facts = result.policy, result.facts
    ahead: list[Rule] = []
    for rule in (rule for index in policy.path for rule in index.rules):
        if _possible(rule, facts):
            ahead.append(rule)
            if _certain(policy, rule, facts):
                break
    if len({(rule.gives, rule.variant) for rule in ahead}) < 2:
        return set()
    return {name for rule in ahead for name in rule.fits if facts[name] == NOT_KNOWN}


def _possible(rule: Rule, facts: Mapping[str, str]) -> bool:
    return all(facts[name] in (*values, NOT_KNOWN) for name, values in rule.fits.items())


def _certain(policy: Policy, rule: Rule, facts: Mapping[str, str]) -> bool:
    return all(
        facts[name] in values and facts[name] != NOT_KNOWN for name, values in rule.fits.items()
    )


def not_fired(result: Result) -> list[NotFired]:
    """Return the rules that would have given more urgency, those that lack least first."""
    found = []
    for rule in (rule for index in result.policy.urgency for rule in index.rules):
        if graver(rule.gives, result.band):
            lacks = tuple(
                result.policy.facts[name]
                for name, values in rule.fits.items()
                if result.facts[name] not in values
            )
            found.append(NotFired(rule, lacks))
    return sorted(found, key=lambda one: (len(one.lacks), BANDS.index(one.rule.gives)))


def _known(rule: Rule, fact: Fact) -> list[str]:
    return [value for value in fact.domain if value in rule.fits[fact.name]]


def text(result: Result) -> str:
    """Return the whole explanation, to be printed and read."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Result) -> Iterator[str]:
    path = path_words(result.path, result.variant)
    yield f"{plain(result.band).capitalize()}, {path}. Policy {result.policy.version}."
    yield from _listed("Why this urgency", [_fired(result, rule) for rule in result.deciding])
    others = result.urgency_rules[len(result.deciding) :]
    yield from _listed("Also found", [_fired(result, rule) for rule in others])
    yield from _listed("Why this path", [_fired(result, result.path_rule)])
    if result.quality is not None:
        title = f"Quality {result.quality} of 100. Quality never lowers urgency"
        yield from _listed(title, [_fired(result, rule) for rule in result.quality_rules])
    yield from _listed("What would change it", [change.words for change in changes(result)])
    asked = questions(result)
    yield from _listed("Still open, and could matter", [f.question for f in asked.could_change])
    yield from _listed("Still open, and cannot", [f.question for f in asked.cannot_change])


def _fired(result: Result, rule: Rule) -> str:
    used = [
        f"{fact.question} {plain(result.facts[fact.name])}"
        for fact in (result.policy.facts[name] for name in rule.fits)
    ]
    because = f" [{'; '.join(used)}]" if used else ""
    return f"{rule.says} (rule {rule.name}; {rule.source}){because}"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}:"
        yield from (f"- {line}" for line in lines)
