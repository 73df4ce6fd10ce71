"""Tries a draft against referrals of the past: which would move, which way, and by which rules."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from symphony.triage.policy.engine import Policy, Result, graver
from symphony.triage.policy.words import NOT_KNOWN, plain


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
    # The rules that give the new band and path.
    rules: tuple[str, ...]

    @property
    def way(self) -> str:
        if graver(self.new_band, self.band):
            return "up"
        return "down" if graver(self.band, self.new_band) else "path"

    def words(self) -> str:
        parts = []
        if self.band != self.new_band:
            parts.append(f"{plain(self.band)} to {plain(self.new_band)}")
        if self.path != self.new_path:
            parts.append(f"{plain(self.path)} to {plain(self.new_path)}")
        return f"{self.reference}: {', '.join(parts)} ({', '.join(self.rules)})"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft would have made of the past, beside the policy in force."""

    considered: int
    moves: tuple[Move, ...]
    # For each fact that the draft asks: how many stored facts do not answer it.
    unanswered: Mapping[str, int] = field(default_factory=dict)

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
            "moves": [{**asdict(move), "rules": list(move.rules)} for move in self.moves],
        }


def carry(policy: Policy, facts: Mapping[str, str]) -> dict[str, str]:
    """Return stored facts as this version asks for them; what it cannot take over is not known."""
    return {
        name: facts[name] if facts.get(name) in fact.words else NOT_KNOWN
        for name, fact in policy.facts.items()
    }


def run(now: Policy, draft: Policy, past: Iterable[Past]) -> Trial:
    """Grade the past by both policies, on the same stored facts.

    Danger now, the company's high priority and self-harm come first under any policy: such
    referrals are counted and never move.
    """
    considered, moves, unanswered = 0, [], Counter[str]()
    for one in past:
        considered += 1
        facts = carry(draft, one.facts)
        unanswered.update(name for name in draft.asked if facts[name] == NOT_KNOWN)
        if one.comes_first:
            continue
        old, new = now.assess(carry(now, one.facts)), draft.assess(facts)
        if old.outcome != new.outcome:
            moves.append(_move(one, old, new))
    return Trial(considered, tuple(moves), dict(unanswered))


def _move(one: Past, old: Result, new: Result) -> Move:
    rules = [rule.name for rule in new.deciding] if old.band != new.band else []
    if old.outcome[1:] != new.outcome[1:]:
        rules.append(new.path_rule.name)
    return Move(one.reference, old.band, old.path, new.band, new.path, one.children, tuple(rules))
