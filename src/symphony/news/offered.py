"""The text that a press officer is offered to begin with, and the figures that stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from symphony.figures import measures
from symphony.figures.measures import Measure
from symphony.figures.periods import Period
from symphony.figures.queries import count
from symphony.news import rules
from symphony.news.models import ReleaseFigure
from symphony.operations.models import Operation

Rounding = ReleaseFigure.Rounding

TITLE = "{figure:1} arrested in week of action to protect children"
BODY = """\
{figure:1} people were arrested, {figure:2} children were safeguarded and {figure:3} education \
visits were made in {operation}, {period}.

Each case is treated differently. Children who share images of themselves need help to understand \
the risk, and so do their families. People who would harm a child are identified and investigated.

If you are worried about a child, or about your own thoughts or behaviour, help is listed below."""


@dataclass(frozen=True)
class Choice:
    """A figure chosen for a release: what, over which days, of which operation, how rounded."""

    measure: Measure
    period: Period
    operation: Operation | None
    rounding: str


def result_of(operation: Operation, *, as_at: datetime) -> list[Choice]:
    """Return the figures of an operation's result, as `TITLE` and `BODY` name them."""
    period = Period(operation.starts_on, operation.ends_on)
    return [
        counted(measure, period, operation, roundings, as_at=as_at)
        for measure, *roundings in (
            (measures.PEOPLE_ARRESTED, Rounding.EXACT),
            (measures.CHILDREN_SAFEGUARDED, Rounding.MORE_THAN, Rounding.EXACT),
            (measures.EDUCATION_VISITS, Rounding.EXACT),
        )
    ]


def counted(
    measure: Measure,
    period: Period,
    operation: Operation | None,
    roundings: Sequence[Rounding],
    *,
    as_at: datetime,
) -> Choice:
    """Return the choice with the first of these roundings that the number is large enough for."""
    value = count(measure=measure, period=period, operation=operation, as_at=as_at).value
    for rounding in roundings:
        try:
            rules.in_words(value, rounding)
        except rules.RoundingNotPossible:
            continue
        return Choice(measure, period, operation, rounding)
    return Choice(measure, period, operation, Rounding.EXACT)
