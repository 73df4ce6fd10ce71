"""A table with every combination of its facts worked out once, so that grading only looks up."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from symphony.triage.policy.facts import Fact
from symphony.triage.policy.tables import Head, Rule, RuleTable


def combinations(asks: Sequence[str], facts: Mapping[str, Fact]) -> int:
    """Return how many situations a table tells apart."""
    return prod(len(facts[name].domain) for name in asks)


class Index:
    """For every combination the rules that fit it, as bits: rule 0 is the lowest bit."""

    __slots__ = ("_codes", "_fired", "asks", "head", "masks", "rules")

    def __init__(self, table: RuleTable, facts: Mapping[str, Fact]) -> None:
        self.head: Head = table.head
        self.rules = table.rules
        self.asks = table.asks
        domains = [facts[name].domain for name in table.asks]
        self.masks = _masks(table.rules, table.asks, domains)
        self._codes = _codes(table.asks, domains)
        kept: dict[int, tuple[Rule, ...]] = {mask: self._named(mask) for mask in set(self.masks)}
        self._fired = [kept[mask] for mask in self.masks]

    def fired(self, facts: Mapping[str, str]) -> tuple[Rule, ...]:
        """Return the rules that count for these facts, in the table's order.

        :raises KeyError: if a fact is missing or has a value that the policy does not know
        """
        place = 0
        for name, codes in self._codes:
            place += codes[facts[name]]
        return self._fired[place]

    def situation(self, place: int) -> dict[str, str]:
        """Return the facts of one combination by its number."""
        found = {}
        for name, codes in self._codes:
            stride = next((code for code in codes.values() if code), 1)
            values = list(codes)
            digit = place // stride % len(values)
            found[name] = values[digit]
        return found

    def stride(self, name: str) -> dict[str, int]:
        """Return what each value of a fact adds to a combination's number."""
        return dict(self._codes)[name]

    def _named(self, mask: int) -> tuple[Rule, ...]:
        fired = [rule for bit, rule in enumerate(self.rules) if mask >> bit & 1]
        return tuple(fired[:1] if self.head.hit == "first" else fired)


def _masks(
    rules: Sequence[Rule], asks: Sequence[str], domains: Sequence[Sequence[str]]
) -> list[int]:
    """Return the bits of every combination, the last column turning fastest."""
    every = (1 << len(rules)) - 1
    by_value = [
        [
            sum(1 << bit for bit, rule in enumerate(rules) if _allows(rule, name, value))
            for value in domain
        ]
        for name, domain in zip(asks, domains, strict=True)
    ]
    masks = []
    for bits in product(*by_value):
        mask = every
        for some in bits:
            mask &= some
        masks.append(mask)
    return masks


def _allows(rule: Rule, name: str, value: str) -> bool:
    values = rule.fits.get(name)
    return values is None or value in values


def _codes(
    asks: Sequence[str], domains: Sequence[Sequence[str]]
) -> list[tuple[str, dict[str, int]]]:
    stride, found = 1, []
    for name, domain in zip(reversed(asks), reversed(domains), strict=True):
        found.append((name, {value: stride * digit for digit, value in enumerate(domain)}))
        stride *= len(domain)
    return found[::-1]
