"""A policy, loaded and checked, and what it makes of a referral's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symphony.triage.policy.facts import Fact
from symphony.triage.policy.index import Index
from symphony.triage.policy.tables import Rule
from symphony.triage.policy.words import BANDS, NOT_KNOWN

_PLACE = {band: place for place, band in enumerate(BANDS)}


@dataclass(frozen=True, slots=True)
class Result:
    """What a policy made of the facts: the two scores, the path, and the rules that fired."""

    policy: "Policy"
    facts: Mapping[str, str]
    band: str
    # None only for a version from before quality was asked.
    quality: int | None
    path: str
    variant: str
    # Of the floors and the urgency tables, weightiest first; all that fired, not only the highest.
    urgency_rules: tuple[Rule, ...]
    # Of the quality tables, the one that counts first.
    quality_rules: tuple[Rule, ...]
    path_rule: Rule

    @property
    def outcome(self) -> tuple[str, str, str]:
        """Return band, path and variant: what an officer acts on."""
        return self.band, self.path, self.variant

    @property
    def deciding(self) -> tuple[Rule, ...]:
        """Return the rules that give the band."""
        return tuple(rule for rule in self.urgency_rules if rule.gives == self.band)

    def reasons(self) -> list[dict[str, Any]]:
        """Return every rule that fired with its words and the facts it used, weightiest first."""
        facts = self.facts
        return [
            {
                "rule": rule.name,
                "table": rule.table,
                "says": rule.says,
                "facts": {name: facts[name] for name in rule.fits},
                "gives": rule.gives,
            }
            for rule in (*self.urgency_rules, self.path_rule, *self.quality_rules)
        ]


@dataclass(frozen=True)
class Policy:
    """A version of the policy. Tables stand in the order in which they are read."""

    version: str
    facts: Mapping[str, Fact]
    indexes: tuple[Index, ...]
    # The SHA-256 of its files, so that a stored version can be told from an edited one.
    digest: str

    @cached_property
    def urgency(self) -> tuple[Index, ...]:
        """Return the floors and the urgency tables."""
        return tuple(one for one in self.indexes if one.head.gives in ("floor", "band"))

    @cached_property
    def quality(self) -> tuple[Index, ...]:
        return tuple(one for one in self.indexes if one.head.gives == "quality")

    @cached_property
    def path(self) -> tuple[Index, ...]:
        return tuple(one for one in self.indexes if one.head.gives == "path")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for index in self.indexes for rule in index.rules)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Return the facts that band or path depend on, in the policy's order."""
        used = {name for index in (*self.urgency, *self.path) for name in index.asks}
        return tuple(name for name in self.facts if name in used)

    def complete(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Return stored facts as this version asks them; what it cannot take over is not known."""
        return {
            name: facts[name] if facts.get(name) in fact.words else NOT_KNOWN
            for name, fact in self.facts.items()
        }

    def assess(self, facts: Mapping[str, str]) -> Result:
        """Return band, quality and path of the facts, with every rule that fired.

        :raises KeyError: if a fact is missing, or has a value that the policy does not know
        """
        urgency = [rule for index in self.urgency for rule in index.fired(facts)]
        urgency.sort(key=_gravity)
        quality = [rule for index in self.quality for rule in index.fired(facts)]
        quality.sort(key=_worth)
        path_rule = self._path(facts)
        return Result(
            policy=self,
            facts=facts,
            band=urgency[0].gives,
            quality=int(quality[0].gives) if quality else None,
            path=path_rule.gives,
            variant=path_rule.variant,
            urgency_rules=tuple(urgency),
            quality_rules=tuple(quality),
            path_rule=path_rule,
        )

    def outcome(self, facts: Mapping[str, str]) -> tuple[str, str, str]:
        """Return band, path and variant alone; for trying many situations."""
        place = len(BANDS)
        for index in self.urgency:
            for rule in index.fired(facts):
                place = min(place, _PLACE[rule.gives])
        rule = self._path(facts)
        return BANDS[place], rule.gives, rule.variant

    def _path(self, facts: Mapping[str, str]) -> Rule:
        for index in self.path:
            if fired := index.fired(facts):
                return fired[0]
        raise AssertionError("the last path table is complete")


def _gravity(rule: Rule) -> int:
    return _PLACE[rule.gives]


def _worth(rule: Rule) -> int:
    return int(rule.gives)


def graver(band: str, than: str) -> bool:
    """Say whether a band is higher than another."""
    return _PLACE[band] < _PLACE[than]
