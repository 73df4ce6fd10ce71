"""What is worked out of simulated people and published figures, and how it is printed."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from symphony.triage.policy.words import BANDS

BASE_RATE = 0.12  # official earlier contact offences: Seto, Hanson and Babchishin 2011
SELF_REPORTED = 0.55  # told of by the same people: the same meta-analysis
# The sample of KIRAT-2: Long, Alison, Tejeiro, Hendricks and Giles 2016.
HIGHER, LOWER = 170, 204
CUTS = ("very_high_or_more", "high_or_more", "medium_or_more")
KIRAT = {"sensitivity": 0.976, "specificity": 0.623}
# Areas under the curve of instruments whose rates for a cut are not published. The outcome is
# offending again after a conviction: another question than ours.
OTHERS = (
    ("CPORT, development", "Seto and Eke 2015", 266, "any sexual", 0.74),
    ("CPORT, validation", "Eke, Helmus and Seto 2018", 80, "any sexual", 0.70),
    ("CPORT, Scotland", "Savoie and others 2022", 141, "any sexual", 0.78),
    ("CPORT, norms", "six samples, 2026", 956, "any sexual", 0.728),
    ("RM2000, beside CPORT", "comparison of 2023", 365, "any sexual", 0.66),
    ("CASIC, Austria", "five years", 103, "images again", 0.77),
)
_SETTING = ("answered", "odds ratio", "what differs")
_EACH = "very high, high, medium, low"
Groups = Mapping[bool, Counter[str]]


def published() -> dict[str, Any]:
    """Return the closed instrument's rates with Wilson's intervals, and the others' areas."""
    found: dict[str, Any] = KIRAT | values(*KIRAT.values())
    found["sensitivity_95"] = wilson(KIRAT["sensitivity"], HIGHER)
    found["specificity_95"] = wilson(KIRAT["specificity"], LOWER)
    return {"kirat_2": found, "areas": [list(one) for one in OTHERS]}


def wilson(share: float, of: int) -> list[float]:
    """Return the 95% interval of a share that was counted."""
    z = 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return [round(middle - half, 3), round(middle + half, 3)]


def rates(counts: Groups, cut: str) -> dict[str, Any]:
    """Return what a cut catches and spares, and what it says of one person."""
    top = BANDS[: CUTS.index(cut) + 1]
    caught, spared = _share(counts[True], top), 1 - _share(counts[False], top)
    found = {"sensitivity": round(caught, 3), "specificity": round(spared, 3)}
    return found | values(caught, spared)


def values(
    sensitivity: float, specificity: float, base: float = BASE_RATE
) -> dict[str, float | None]:
    """Return what a band says of one person at a base rate."""
    caught, missed = sensitivity * base, (1 - sensitivity) * base
    spared, false = specificity * (1 - base), (1 - specificity) * (1 - base)
    return {
        "positive_value": round(caught / (caught + false), 3) if caught + false else None,
        "negative_value": round(spared / (spared + missed), 3) if spared + missed else None,
    }


def intervals(samples: Sequence[Mapping[str, Any]]) -> dict[str, list[float]]:
    """Return between what the middle 95 of 100 samples lie."""
    found = {}
    for name in ("sensitivity", "specificity"):
        drawn = sorted(one[name] for one in samples)
        if drawn:
            edge = int(len(drawn) * 0.025)
            found[f"{name}_95"] = [drawn[edge], drawn[-1 - edge]]
    return found


def auc(counts: Groups) -> float:
    """Return how often somebody of the higher group stands in a higher band than another person.

    Two in the same band count half.
    """
    higher, lower = (
        [counts[group][band] / max(1, counts[group].total()) for band in BANDS]
        for group in (True, False)
    )
    return round(
        sum(
            here * (sum(lower[place + 1 :]) + lower[place] / 2) for place, here in enumerate(higher)
        ),
        3,
    )


def likelihood_ratios(counts: Groups) -> dict[str, float | None]:
    """Return for each band how many times more often the higher group is in it."""
    found = {}
    for band in BANDS:
        higher, lower = (_share(counts[group], (band,)) for group in (True, False))
        found[band] = round(higher / lower, 2) if lower else None
    return found


def _share(counts: Counter[str], bands: Sequence[str]) -> float:
    return sum(counts[band] for band in bands) / max(1, counts.total())


def text(found: Mapping[str, Any]) -> str:
    """Return a run as tables in Markdown."""
    rows = found["simulated"]
    return "\n\n".join(
        [
            _table(
                [*_SETTING, "very high", "high or more", "medium or more", "AUC", _EACH],
                [cells(one) for one in rows],
            ),
            _table(
                [*_SETTING, "very high", "high", "medium", "low"],
                [likelihoods(one) for one in rows if one["odds_ratio"] in (4, 8)],
            ),
            _table(
                ("high or more", "sensitivity", "specificity", "PPV / NPV at 12%", "at 55%"),
                [_kirat(found["published"]["kirat_2"]), *(_meaning(one) for one in rows[:5])],
            ),
            _table(
                ("instrument", "study", "men", "outcome", "AUC"),
                [[*map(str, one[:-1]), f"{one[-1]:.2f}"] for one in found["published"]["areas"]],
            ),
        ]
    )


def cells(row: Mapping[str, Any]) -> list[str]:
    """Return one row of the first table."""
    bands = ", ".join(f"{row['bands'][band]:.1%}" for band in BANDS)
    return [*_setting(row), *(_rates(row[cut]) for cut in CUTS), f"{row['auc']:.2f}", bands]


def likelihoods(row: Mapping[str, Any]) -> list[str]:
    """Return one row of the second table."""
    ratios = row["likelihood_ratios"].values()
    return [*_setting(row), *("none" if one is None else f"{one:.2f}" for one in ratios)]


def _setting(row: Mapping[str, Any]) -> list[str]:
    never = " and ".join(row["never_known"]).replace("_", " ")
    differs = f"{never} never known" if never else ""
    differs = "access comes together" if row["together"] else differs
    return [f"{row['answered']:.0%}", f"{row['odds_ratio']:g}", differs]


def _rates(one: Mapping[str, Any]) -> str:
    return f"{_with(one, 'sensitivity')} / {_with(one, 'specificity')}"


def _with(one: Mapping[str, Any], name: str) -> str:
    low, high = one[f"{name}_95"]
    return f"{one[name]:.1%} ({low * 100:.0f} to {high * 100:.0f})"


def _kirat(one: Mapping[str, Any]) -> list[str]:
    words = f"KIRAT-2, Long and others 2016, {HIGHER} higher and {LOWER} lower"
    return [words, _with(one, "sensitivity"), _with(one, "specificity"), *_two(one)]


def _meaning(row: Mapping[str, Any]) -> list[str]:
    one = row["high_or_more"]
    words = f"simulated, all answered, odds ratio {row['odds_ratio']:g}"
    return [words, _with(one, "sensitivity"), _with(one, "specificity"), *_two(one)]


def _two(one: Mapping[str, Any]) -> list[str]:
    found = []
    for base in (BASE_RATE, SELF_REPORTED):
        said = values(one["sensitivity"], one["specificity"], base)
        found.append(
            " / ".join("none" if value is None else f"{value:.1%}" for value in said.values())
        )
    return found


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
