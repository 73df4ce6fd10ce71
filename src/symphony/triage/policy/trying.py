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
class Past:
    """A referral as it was graded: the facts that were stored, and whether it came first anyway."""

    reference: str
    facts: Mapping[str, str]
    children: int
    comes_first: bool


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


def carry(policy: Policy, facts: Mapping[str, str]) -> dict[str, str]:
    """Return stored facts as this version asks for them; what it cannot take over is not known."""
    return {
        name: facts[name] if facts.get(name) in fact.words else NOT_KNOWN
        for name, fact in policy.facts.items()
    }


def run(
    now: Policy,
    draft: Policy,
    past: Iterable[Past],
    *,
    told: Callable[[int], None] = lambda considered: None,
) -> Trial:
    """Grade the past by both policies, on the same stored facts.

    Danger now, the company's high priority and self-harm come first under any policy: such
    referrals are counted and never move.

    :param told: is called after every few hundred referrals with how many were considered
    """
    considered, moves, unanswered = 0, [], Counter[str]()
    bands = Counter[tuple[str, str]]()
    for one in past:
        considered += 1
        if considered % TELL_EVERY == 0:
            told(considered)
        facts = carry(draft, one.facts)
        unanswered.update(name for name in draft.asked if facts[name] == NOT_KNOWN)
        if one.comes_first:
            continue
        old, new = now.assess(carry(now, one.facts)), draft.assess(facts)
        bands[old.band, new.band] += 1
        if old.outcome != new.outcome:
            moves.append(_move(one, old, new))
    return Trial(considered, tuple(moves), dict(unanswered), dict(bands))


def _move(one: Past, old: Result, new: Result) -> Move:
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


def _rules(result: Result, *, than: Result) -> tuple[str, ...]:
    """Return the rules that make a result differ from another."""
    rules = [rule.name for rule in result.deciding] if result.band != than.band else []
    if result.outcome[1:] != than.outcome[1:]:
        rules.append(result.path_rule.name)
    return tuple(rules)
