"""Shares of a whole with how far they can be trusted, and how far two graders agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

# Fewer than this say nothing of a group: they are counted, never compared.
FEW: Final = 10
# Weighted kappa of four bands wants more.
FEW_FOR_KAPPA: Final = 30
# The two-sided 95% point of the normal distribution.
_Z: Final = 1.959963984540054
# Landis and Koch 1977, The measurement of observer agreement for categorical data (Biometrics 33):
# the words are a convention, and say nothing of whether an agreement is good enough.
_WORDS: Final = (
    (0.0, "no better than chance"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1.0, "almost perfect"),
)


@dataclass(frozen=True)
class Share:
    """So many of so many, with the interval that the true share lies in with 95% confidence."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share itself, of 1; nothing of nothing is 0."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The score interval of Wilson 1927 (Journal of the American Statistical Association 22).

        It never leaves 0 to 1 and holds for small numbers, unlike the one of the textbooks.
        """
        if not self.of:
            return 0.0, 1.0
        n, p, z2 = self.of, self.value, _Z**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half))

    @property
    def is_few(self) -> bool:
        """Whether there are too few to say anything of the share."""
        return self.of < FEW

    @property
    def percent(self) -> str:
        """The share in words: 31%."""
        return f"{self.value:.0%}"

    @property
    def interval_words(self) -> str:
        """The interval in words: 26 to 37%."""
        low, high = self.interval
        return f"{low * 100:.0f} to {high * 100:.0f}%"

    def lies_apart_from(self, other: "Share") -> bool:
        """Say whether the two intervals have nothing in common."""
        (low, high), (others_low, others_high) = self.interval, other.interval
        return low > others_high or high < others_low


def weighted_kappa(
    counts: Mapping[tuple[str, str], int], categories: Sequence[str]
) -> float | None:
    """Return Cohen's kappa with quadratic weights; None where it cannot be worked out.

    1 - sum(w * seen) / sum(w * expected), where w of two categories is the square of how many
    steps lie between them, and what is expected follows from how often each grader uses each
    category. Cohen 1968, Weighted kappa: nominal scale agreement with provision for scaled
    disagreement or partial credit (Psychological Bulletin 70, 213 to 220).

    :param counts: how many by (first grader's category, second grader's); others are left out
    :param categories: the categories in their order
    """
    place = {category: number for number, category in enumerate(categories)}
    seen = {pair: n for pair, n in counts.items() if pair[0] in place and pair[1] in place}
    total = sum(seen.values())
    first = {c: sum(n for (a, _), n in seen.items() if a == c) for c in categories}
    second = {c: sum(n for (_, b), n in seen.items() if b == c) for c in categories}
    apart = sum((place[a] - place[b]) ** 2 * n for (a, b), n in seen.items())
    by_chance = sum(
        (place[a] - place[b]) ** 2 * first[a] * second[b] for a in categories for b in categories
    )
    if not total or not by_chance:
        return None
    return 1 - apart * total / by_chance


def kappa_words(kappa: float) -> str:
    """Return the customary word for a kappa."""
    return next((word for most, word in _WORDS if kappa <= most), _WORDS[-1][1])
