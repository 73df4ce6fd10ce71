"""The default policy on simulated people: sensitivity and specificity a band, and what that means.

    python -m bench.evaluation [--people 100000] [--seed 1]

Two groups: people who also offend in person ("higher") and people who do not. A fact's frequency in
the whole population is published or assumed, as `FREQUENCIES` says; how much more often it is met
in the higher group is not published for most of them, so the odds ratio is swept from 1 (no use at
all) upward. What comes out is what was put in, seen through the tables: it tests the tables, not
the world. `docs/evaluation.md` keeps a run with what it can and cannot show.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from symphony.triage import policy
from symphony.triage.policy.words import BANDS, NOT_KNOWN

BASE_RATE = 0.12  # official earlier contact offences: Seto, Hanson and Babchishin 2011
# (frequency in the whole population, whether it is published or assumed)
FREQUENCIES = {
    "works_with_children": (0.07, "published: CASIC sample, volunteered with access, n=286"),
    "grooming_stage": (0.10, "published: CASIC sample, online sexual communication, n=286"),
    "prior_contact": (0.12, "published for the whole: Seto, Hanson and Babchishin 2011"),
    "lives_with_children": (0.25, "assumed"),
    "family_access": (0.30, "assumed"),
    "prior_other": (0.25, "assumed"),
    "first_generation": (0.08, "assumed"),
    "at_risk_now": (0.04, "assumed"),
    "extortion": (0.03, "assumed"),
    "reports": (0.10, "assumed"),
}
YES = {"grooming_stage": "talk", "reports": "several"}
NO = {"grooming_stage": "none", "reports": "one"}
ODDS = (1.0, 2.0, 4.0, 8.0, 16.0)
ANSWERED = (1.0, 0.7, 0.3)
PUBLISHED = {
    "KIRAT-2, Long and others 2016, 170 higher and 204 lower": {
        "sensitivity": 0.976,
        "specificity": 0.623,
    }
}


def measure(people: int = 100_000, seed: int = 1) -> dict[str, Any]:
    """Return a row for each odds ratio and share of answered facts, and the published figures."""
    default = policy.load(policy.DEFAULT)
    rows = [
        _row(default, people, random.Random(seed), odds=odds, answered=answered, without=without)
        for answered in ANSWERED
        for odds in ODDS
        for without in (((), ("prior_contact",)) if answered == 1 else ((),))
    ]
    published = {
        name: {**rates, **_values(rates["sensitivity"], rates["specificity"])}
        for name, rates in PUBLISHED.items()
    }
    return {"policy": default.version, "people": people, "simulated": rows, "published": published}


def _row(
    default: policy.Policy,
    people: int,
    dice: random.Random,
    *,
    odds: float,
    answered: float,
    without: tuple[str, ...],
) -> dict[str, Any]:
    counts = {True: Counter[str](), False: Counter[str]()}
    for higher, facts in _people(people, dice, odds=odds, answered=answered, without=without):
        counts[higher][default.outcome(default.complete(facts))[0]] += 1
    row: dict[str, Any] = {"odds_ratio": odds, "answered": answered, "never_known": list(without)}
    for place, band in enumerate(BANDS[:-1]):
        top = BANDS[: place + 1]
        caught = _share(counts[True], top)
        spared = 1 - _share(counts[False], top)
        cut = {"sensitivity": round(caught, 3), "specificity": round(spared, 3)}
        row[f"{band}_or_more"] = cut | _values(caught, spared)
    both = counts[True] + counts[False]
    row["bands"] = {band: round(both[band] / people, 3) for band in BANDS}
    return row


def _people(
    people: int, dice: random.Random, *, odds: float, answered: float, without: tuple[str, ...]
) -> Iterator[tuple[bool, dict[str, str]]]:
    rates = {name: _split(share, odds) for name, (share, _) in FREQUENCIES.items()}
    for _ in range(people):
        higher = dice.random() < BASE_RATE
        facts = {"incident": "images"}
        for name, (in_higher, in_lower) in rates.items():
            is_so = dice.random() < (in_higher if higher else in_lower)
            known = dice.random() < answered and name not in without
            value = YES.get(name, "yes") if is_so else NO.get(name, "no")
            facts[name] = value if known else NOT_KNOWN
        yield higher, facts


def _split(share: float, odds: float) -> tuple[float, float]:
    """Return the frequencies in the two groups that make up `share` at this odds ratio."""
    low, high = 0.0, share / (1 - BASE_RATE)
    for _ in range(60):
        lower = (low + high) / 2
        higher = odds * lower / (1 - lower + odds * lower)
        if BASE_RATE * higher + (1 - BASE_RATE) * lower < share:
            low = lower
        else:
            high = lower
    return higher, lower


def _share(counts: Counter[str], bands: tuple[str, ...]) -> float:
    return sum(counts[band] for band in bands) / max(1, counts.total())


def _values(sensitivity: float, specificity: float) -> dict[str, float | None]:
    """Return what a band says of one person at the base rate."""
    caught = sensitivity * BASE_RATE
    false = (1 - specificity) * (1 - BASE_RATE)
    missed = (1 - sensitivity) * BASE_RATE
    spared = specificity * (1 - BASE_RATE)
    found = {
        "positive_value": caught / (caught + false) if caught + false else math.nan,
        "negative_value": spared / (spared + missed) if spared + missed else math.nan,
    }
    return {name: None if math.isnan(value) else round(value, 3) for name, value in found.items()}


def table(found: dict[str, Any]) -> str:
    """Return a run as a table in Markdown."""
    lines = [
        "| answered | odds ratio | never known | very high: sens / spec |"
        " high or more: sens / spec | PPV / NPV | very high, high, medium, low |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in found["simulated"]:
        top, high = row["very_high_or_more"], row["high_or_more"]
        bands = ", ".join(f"{row['bands'][band]:.1%}" for band in BANDS)
        lines.append(
            f"| {row['answered']:.0%} | {row['odds_ratio']:g} |"
            f" {', '.join(row['never_known']).replace('_', ' ')} |"
            f" {_two(top, 'sensitivity', 'specificity')} |"
            f" {_two(high, 'sensitivity', 'specificity')} |"
            f" {_two(high, 'positive_value', 'negative_value')} | {bands} |"
        )
    for name, row in found["published"].items():
        lines.append(
            f"| {name} | | | | {_two(row, 'sensitivity', 'specificity')} |"
            f" {_two(row, 'positive_value', 'negative_value')} | |"
        )
    return "\n".join(lines)


def _two(row: dict[str, Any], first: str, second: str) -> str:
    return " / ".join("none" if row[n] is None else f"{row[n]:.1%}" for n in (first, second))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", action="store_true", dest="as_json")
    asked = arguments.parse_args()
    found = measure(asked.people, asked.seed)
    print(json.dumps(found, indent=2) if asked.as_json else table(found))


if __name__ == "__main__":
    main()
