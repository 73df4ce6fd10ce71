"""Choosing the figures of a release. A number enters a release in no other way."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from symphony.accounts.models import User
from symphony.core.errors import DomainError
from symphony.figures.measures import Measure
from symphony.figures.periods import Period
from symphony.figures.queries import count
from symphony.news import counted, rules
from symphony.news.models import Release, ReleaseFigure
from symphony.news.offered import Choice
from symphony.news.services.held import hold_for_change, log, touch
from symphony.operations.models import Operation


class NotChosen(DomainError):
    """The figure is not part of the release any more."""


@transaction.atomic
def choose_figure(
    *,
    release: Release,
    measure: Measure,
    period: Period,
    operation: Operation | None,
    rounding: str,
    by: User,
    at: datetime,
) -> ReleaseFigure:
    """Count the measure now and add it to the release under the next number.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if the release awaits approval or is published
    :raises rules.RoundingNotPossible: if the number is too small for the rounding
    """
    held = hold_for_change(release, by=by)
    last = ReleaseFigure.objects.filter(release=held).aggregate(last=Max("position"))["last"]
    choice = Choice(measure, period, operation, rounding)
    figure = freeze(held, choice, position=(last or 0) + 1, by=by, at=at)
    touch(held, by=by, at=at)
    log("figure_chosen", held, by=by, at=at, **_of(figure))
    return figure


@transaction.atomic
def count_again(*, figure: ReleaseFigure, by: User, at: datetime) -> ReleaseFigure:
    """Freeze the figure anew, as it is counted now.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if the release awaits approval or is published
    :raises rules.RoundingNotPossible: if the number has become too small for the rounding
    :raises NotChosen: if the figure was removed meanwhile
    """
    held = hold_for_change(figure.release, by=by)
    found = _chosen(figure)
    again = counted.again([found], as_at=at)[0]
    found.value, found.as_at, found.rule = again.value, at, again.measure.rule_words
    found.words = rules.in_words(again.value, found.rounding)
    found.chosen_by = by
    found.save(update_fields=["value", "as_at", "rule", "words", "chosen_by"])
    touch(held, by=by, at=at)
    log("figure_counted_again", held, by=by, at=at, **_of(found))
    return found


@transaction.atomic
def remove_figure(*, figure: ReleaseFigure, by: User, at: datetime) -> None:
    """Take the figure out of the release; its number is not given to another one.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if the release awaits approval or is published
    :raises NotChosen: if it was removed meanwhile
    """
    held = hold_for_change(figure.release, by=by)
    found = _chosen(figure)
    found.removed_by, found.removed_at = by, at
    found.save(update_fields=["removed_by", "removed_at"])
    touch(held, by=by, at=at)
    log("figure_removed", held, by=by, at=at, **_of(found))


def freeze(
    release: Release, choice: Choice, *, position: int, by: User, at: datetime
) -> ReleaseFigure:
    """Add the figure to the release as it is counted now. The caller holds the release."""
    value = count(
        measure=choice.measure, period=choice.period, operation=choice.operation, as_at=at
    ).value
    return ReleaseFigure.objects.create(
        release=release,
        position=position,
        measure=choice.measure.key,
        rule=choice.measure.rule_words,
        starts_on=choice.period.starts_on,
        ends_on=choice.period.ends_on,
        operation=choice.operation,
        rounding=choice.rounding,
        value=value,
        words=rules.in_words(value, choice.rounding),
        as_at=at,
        chosen_by=by,
    )


def _chosen(figure: ReleaseFigure) -> ReleaseFigure:
    found = ReleaseFigure.objects.filter(pk=figure.pk, removed_at=None)
    chosen = found.select_related("operation").first()
    if chosen is None:
        raise NotChosen("This figure was removed meanwhile.")
    return chosen


def _of(figure: ReleaseFigure) -> dict[str, object]:
    return {
        "figure": figure.position,
        "measure": figure.measure,
        "value": figure.value,
        "rounding": figure.rounding,
    }
