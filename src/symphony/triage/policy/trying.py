"""Tries a draft against referrals of the past: which would move, which way, and by which rules."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from symphony.triage.policy.engine import Policy, Result, graver
from symphony.triage.policy.explaining import path_words
from symphony.triage.policy.words import NOT_KNOWN, plain

TELL_EVERY = 500


@dataclass(frozen=True, slots=True)
class Given:
    """What a referral is or was given: by which version and by which rules."""

    version: str
    band: str
    path: str
    variant: str
    # The rules that give the band, and the one that gives the path.
    deciding: tuple[str, ...]
    path_rule: str

    @property
    def outcome(self) -> tuple[str, str, str]:
        """Return band, path and variant: what an officer acts on."""
        return self.band, self.path, self.variant


@dataclass(frozen=True, slots=True)
class Past:
    """A referral as it was graded: the facts that were stored, and whether it came first anyway."""

    reference: str
    facts: Mapping[str, str]
    children: int
    comes_first: bool
    # What it was given on those facts; needed only where the policy in force cannot be read.
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A referral that the draft would grade or send differently."""

    reference: str
    band: str
    path: str
    new_band: str
    new_path: str
    children: int
    # The rules that give the new band and path, and those that gave the old ones.
    rules: tuple[str, ...]
    rules_before: tuple[str, ...] = ()
    variant: str = ""
    new_variant: str = ""

    @property
    def way(self) -> str:
        if graver(self.new_band, self.band):
            return "up"
        return "down" if graver(self.band, self.new_band) else "path"

    @property
    def path_words(self) -> tuple[str, str]:
        """Return the path before and after as people read it."""
        return path_words(self.path, self.variant), path_words(self.new_path, self.new_variant)

    def words(self) -> str:
        parts = []
        if self.band != self.new_band:
            parts.append(f"{plain(self.band)} to {plain(self.new_band)}")
        before, after = self.path_words
        if before != after:
            parts.append(f"{before} to {after}")
        return f"{self.reference}: {', '.join(parts)} ({', '.join(self.rules)})"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft would have made of the past, beside the policy in force."""

    considered: int
    moves: tuple[Move, ...]
    # For each fact that the draft asks: how many stored facts do not answer it.
    unanswered: Mapping[str, int] = field(default_factory=dict)
    # How many have each band before and after; those that come first anyway are left out.
    bands: Mapping[tuple[str, str], int] = field(default_factory=dict)
    # Where the policy in force could not be read: how many were given their last grade by which
    # version. None where the policy itself was asked.
    given_by: Mapping[str, int] | None = None

    def count(self, way: str) -> int:
        return sum(1 for move in self.moves if move.way == way)

    @property
    def children(self) -> int:
        return sum(move.children for move in self.moves)

    def words(self) -> str:
        return (
            f"{len(self.moves):,} of {self.considered:,} would move: {self.count('up'):,} up,"
            f" {self.count('down'):,} down, {self.count('path'):,} to another path only,"
            f" {self.children:,} children affected."
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the trial for a machine to read, and to be kept."""
        return {
            "considered": self.considered,
            "moved": len(self.moves),
            "up": self.count("up"),
            "down": self.count("down"),
            "path_only": self.count("path"),
            "children": self.children,
            "unanswered": dict(self.unanswered),
            "given_by": None if self.given_by is None else dict(self.given_by),
            "bands": [[before, after, count] for (before, after), count in self.bands.items()],
            "moves": [
                {
                    **asdict(move),
                    "rules": list(move.rules),
                    "rules_before": list(move.rules_before),
                }
                for move in self.moves
            ],
        }


def compared(given_by: Mapping[str, int]) -> str:
    """Say what a draft stands beside where the policy in force, named before it, cannot be read."""
    by = ", ".join(f"{count:,} by {version}" for version, count in sorted(given_by.items()))
    return (
        "could not be read: the draft stands beside the grade that each referral was given last"
        f" ({by or 'none'}). Referrals without any grade are not in it."
    )


def run(
    now: Policy | None,
    draft: Policy,
    past: Iterable[Past],
    *,
    told: Callable[[int], None] = lambda considered: None,
) -> Trial:
    """Grade the past by both policies, on the same stored facts.

    Danger now, the company's high priority, self-harm and words of immediate harm come first under
    any policy: such referrals are counted and never move.

    :param now: the policy in force, or None where it cannot be read: the draft then stands beside
        what each referral was given when it was graded last
    :param past: with what each was given, where the policy in force cannot be read
    :param told: is called after every few hundred referrals with how many were considered
    """
    considered, moves, unanswered = 0, [], Counter[str]()
    bands, given_by = Counter[tuple[str, str]](), Counter[str]()
    for one in past:
        considered += 1
        if considered % TELL_EVERY == 0:
            told(considered)
        facts = draft.complete(one.facts)
        unanswered.update(name for name in draft.asked if facts[name] == NOT_KNOWN)
        if one.comes_first:
            continue
        old, new = _before(now, one), _given(draft.assess(facts))
        given_by[old.version] += 1
        bands[old.band, new.band] += 1
        if old.outcome != new.outcome:
            moves.append(_move(one, old, new))
    return Trial(
        considered,
        tuple(moves),
        dict(unanswered),
        dict(bands),
        dict(given_by) if now is None else None,
    )


def _before(now: Policy | None, one: Past) -> Given:
    if now is not None:
        return _given(now.assess(now.complete(one.facts)))
    assert one.given is not None, "without a policy to ask, the past says what it was given"
    return one.given


def _given(result: Result) -> Given:
    return Given(
        result.policy.version,
        result.band,
        result.path,
        result.variant,
        tuple(rule.name for rule in result.deciding),
        result.path_rule.name,
    )


def _move(one: Past, old: Given, new: Given) -> Move:
    return Move(
        one.reference,
        old.band,
        old.path,
        new.band,
        new.path,
        one.children,
        _rules(new, than=old),
        _rules(old, than=new),
        old.variant,
        new.variant,
    )


def _rules(given: Given, *, than: Given) -> tuple[str, ...]:
    """Return the rules that make a grade differ from another."""
    rules = given.deciding if given.band != than.band else ()
    if given.outcome[1:] != than.outcome[1:]:
        rules += (given.path_rule,)
    return rules
