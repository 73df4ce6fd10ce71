"""The default policy on simulated people: sensitivity and specificity a band, and what that means.

    python -m bench.evaluation [--people 100000] [--seed 1] [--policy 2026-1] [--json]

Two groups: people who also offend in person ("higher") and people who do not. A fact's frequency in
the whole population is published or assumed, as `FREQUENCIES` says; how much more often it is met
in the higher group is not published for most of them, so the odds ratio is swept from 1 (no use at
all) upward. What comes out is what was put in, seen through the tables: it tests the tables, not
the world. The intervals are what samples as large as that of KIRAT-2 would show, while the
frequencies themselves are as uncertain as the samples that they come from. `docs/evaluation.md`
keeps a run with what it can and cannot show.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench import evaluation_tables as tables
from bench.evaluation_tables import BASE_RATE, HIGHER, LOWER
from symphony.triage import policy
from symphony.triage.policy.words import BANDS, NOT_KNOWN

# How many were counted in the sample of CASIC: Eke and Seto, six behaviours.
CASIC = 286
# (frequency in the whole population, of how many it was counted or None, where it is from)
FREQUENCIES: Mapping[str, tuple[float, int | None, str]] = {
    "works_with_children": (0.07, CASIC, "CASIC: volunteered in a role with access to children"),
    "grooming_stage": (0.10, CASIC, "CASIC: online sexual communication with a minor or officer"),
    "prior_contact": (0.12, None, "Seto, Hanson and Babchishin 2011: official earlier offence"),
    "lives_with_children": (0.25, None, "assumed"),
    "family_access": (0.30, None, "assumed"),
    "prior_other": (0.25, None, "assumed"),
    "first_generation": (0.08, None, "assumed"),
    "at_risk_now": (0.04, None, "assumed"),
    "extortion": (0.03, None, "assumed"),
    "reports": (0.10, None, "assumed"),
    "live_streaming": (0.02, None, "assumed"),
    "distress": (0.02, None, "assumed"),
    "recent": (0.25, None, "assumed"),
}
# A frequency that was not counted may as well be half or one and a half times as high.
UNCERTAIN = 0.5
YES = {"grooming_stage": "talk", "reports": "several", "recent": "within_a_week"}
NO = {"grooming_stage": "none", "reports": "one", "recent": "within_a_year"}
# When it happened is said of the report: nothing says that it tells the two groups apart.
ALIKE = ("recent",)
ACCESS = ("lives_with_children", "family_access", "works_with_children")
ODDS = (1.0, 2.0, 4.0, 8.0, 16.0)
ANSWERED = (1.0, 0.7, 0.3)
SAMPLES = 200


@dataclass(frozen=True)
class Setting:
    """What is assumed of the people in one row."""

    odds: float
    answered: float = 1.0
    never_known: tuple[str, ...] = ()
    # How often the facts about access to children come together or not at all.
    together: float = 0.0


def settings() -> list[Setting]:
    """Return the rows: every odds ratio at every share of answers, and what one thing changes."""
    found = [Setting(odds, answered) for answered in ANSWERED for odds in ODDS]
    found += [Setting(odds, never_known=("prior_contact",)) for odds in ODDS]
    return found + [Setting(odds, together=0.6) for odds in (4.0, 8.0)]


def measure(
    people: int = 100_000, seed: int = 1, samples: int = SAMPLES, version: str = policy.DEFAULT
) -> dict[str, Any]:
    """Return a row for each setting, with its intervals, and the published figures."""
    graded_by = policy.load(version)
    return {
        "policy": graded_by.version,
        "people": people,
        "seed": seed,
        "samples": samples,
        "simulated": [row(graded_by, one, people, seed, samples) for one in settings()],
        "published": tables.published(),
    }


def row(
    default: policy.Policy, setting: Setting, people: int, seed: int = 1, samples: int = SAMPLES
) -> dict[str, Any]:
    """Return one row. It depends on nothing but its setting, the seed and the sizes."""
    dice = random.Random(f"{seed} {setting}")
    counts = _counts(default, _people(people, dice, setting, _published_rates()))
    both = counts[True] + counts[False]
    found = {
        "odds_ratio": setting.odds,
        "answered": setting.answered,
        "never_known": list(setting.never_known),
        "together": setting.together,
        "bands": {band: round(both[band] / people, 3) for band in BANDS},
        "auc": tables.auc(counts),
        "likelihood_ratios": tables.likelihood_ratios(counts),
    }
    seen = [_sample(default, dice, setting) for _ in range(samples)]
    for cut in tables.CUTS:
        point = tables.rates(counts, cut)
        found[cut] = point | tables.intervals([tables.rates(one, cut) for one in seen])
    return found


def _sample(
    default: policy.Policy, dice: random.Random, setting: Setting
) -> dict[bool, Counter[str]]:
    """Draw as many as KIRAT-2 was made from, with frequencies that may as well be true."""
    rates = {
        name: dice.betavariate(share * of + 1, (1 - share) * of + 1)
        if of
        else share * dice.uniform(1 - UNCERTAIN, 1 + UNCERTAIN)
        for name, (share, of, _) in FREQUENCIES.items()
    }
    groups = [True] * HIGHER + [False] * LOWER
    return _counts(default, _people(len(groups), dice, setting, rates, groups))


def _published_rates() -> dict[str, float]:
    return {name: share for name, (share, _, _) in FREQUENCIES.items()}


def _counts(
    default: policy.Policy, people: Iterator[tuple[bool, dict[str, str]]]
) -> dict[bool, Counter[str]]:
    counts = {True: Counter[str](), False: Counter[str]()}
    for higher, facts in people:
        counts[higher][default.outcome(default.complete(facts))[0]] += 1
    return counts


def _people(
    people: int,
    dice: random.Random,
    setting: Setting,
    shares: Mapping[str, float],
    groups: list[bool] | None = None,
) -> Iterator[tuple[bool, dict[str, str]]]:
    rates = {
        name: _split(share, 1.0 if name in ALIKE else setting.odds)
        for name, share in shares.items()
    }
    for number in range(people):
        higher = groups[number] if groups else dice.random() < BASE_RATE
        # No child can be identified, so that nothing but the person tells the groups apart.
        facts = {"incident": "images", "child_identified": "no"}
        shared = dice.random() if dice.random() < setting.together else None
        for name, (in_higher, in_lower) in rates.items():
            drawn = shared if shared is not None and name in ACCESS else dice.random()
            is_so = drawn < (in_higher if higher else in_lower)
            known = dice.random() < setting.answered and name not in setting.never_known
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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--policy", choices=policy.shipped()[1:], default=policy.DEFAULT)
    arguments.add_argument("--json", action="store_true", dest="as_json")
    asked = arguments.parse_args()
    found = measure(asked.people, asked.seed, version=asked.policy)
    print(json.dumps(found, indent=2) if asked.as_json else tables.text(found))


if __name__ == "__main__":
    main()
