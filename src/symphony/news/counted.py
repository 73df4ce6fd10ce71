"""The figures of a release counted again, and whether what is said of them still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from symphony.figures import measures
from symphony.figures.measures import Measure
from symphony.figures.periods import Period
from symphony.figures.queries import count
from symphony.news import rules
from symphony.news.models import ReleaseFigure


@dataclass(frozen=True)
class Recounted:
    """One figure as it was chosen or published, and as it is counted at another moment."""

    figure: ReleaseFigure
    measure: Measure
    period: Period
    value: int
    as_at: datetime
    # What would be written now; nothing where the rounding is no longer possible.
    words: str

    @property
    def differs(self) -> bool:
        """Whether the number is another one than when it was frozen."""
        return self.value != self.figure.value

    @property
    def still_holds(self) -> bool:
        """Whether what is written is still true, and by the rule that counts today."""
        return self.words == self.figure.words and self.measure.rule_words == self.figure.rule


def again(figures: Iterable[ReleaseFigure], *, as_at: datetime) -> list[Recounted]:
    """Return each figure counted again at a moment, in the release's order."""
    return [_again(figure, as_at) for figure in figures]


def _again(figure: ReleaseFigure, as_at: datetime) -> Recounted:
    measure = measures.get(figure.measure)
    period = Period(figure.starts_on, figure.ends_on)
    value = count(measure=measure, period=period, operation=figure.operation, as_at=as_at).value
    try:
        words = rules.in_words(value, figure.rounding)
    except rules.RoundingNotPossible:
        words = ""
    return Recounted(figure, measure, period, value, as_at, words)
