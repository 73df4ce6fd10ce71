"""Counting: how many, how that compares, and which records they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.figures import beside, counting
from symphony.figures.beside import Beside
from symphony.figures.measures import Measure
from symphony.figures.periods import Period
from symphony.operations.models import Operation
from symphony.operations.queries import cases_in


class NotAllowedToOpen(DomainError):
    """The person's role sees the number, but not the records behind it."""


@dataclass(frozen=True)
class Figure:
    """A number, with everything that is needed to work it out again."""

    measure: Measure
    period: Period
    operation: Operation | None
    team: Team | None
    as_at: datetime
    value: int
    beside: tuple[Beside, ...]


@dataclass(frozen=True)
class Part:
    """A day or a month of a period, and how many fall in it."""

    period: Period
    value: int


@dataclass(frozen=True)
class Comparison:
    """The same count for the year before, or the reason why there is none.

    `value` is this period's number on the same channels and up to the same day as `before`; the
    channels are named in `series` where not all of them were open in both years.
    """

    period: Period
    value: int
    before: int | None
    note: str = ""
    series: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Record:
    """One thing that was counted, and the records and cases that make it count."""

    labels: tuple[str, ...]
    cases: tuple[str, ...]
    # Whether it is also in a case that the viewer may not see.
    in_other_case: bool
    says: tuple[str, ...]
    dated: datetime


@dataclass(frozen=True)
class Records:
    """What a person may see of the records behind a number: a page of them, newest first."""

    rows: list[Record]
    seen: int
    of_other_teams: int
    next: tuple[datetime, str] | None


def count(
    *,
    measure: Measure,
    period: Period,
    operation: Operation | None = None,
    team: Team | None = None,
    as_at: datetime,
) -> Figure:
    """Return the measure's number for a period, as the records stood at a moment. It names nobody.

    :param operation: count only what belongs to its cases
    :param team: count only what belongs to this team's cases (for enquiries: what it did itself)
    """
    rows = _rows(measure, period, operation, team, as_at)
    scope = beside.Counting(rows, period, as_at, operation is None and team is None)
    return Figure(
        measure, period, operation, team, as_at, _different(rows), beside.of(measure, scope)
    )


def parts(
    *,
    measure: Measure,
    period: Period,
    operation: Operation | None = None,
    team: Team | None = None,
    as_at: datetime,
    series: Collection[str] | None = None,
) -> list[Part]:
    """Return the number of each day or month of the period; a thing can count in several.

    :param series: count only these channels, to compare with a year that had no other
    """
    rows = _rows(measure, period, operation, team, as_at)
    if series is not None:
        rows = rows.filter(series__in=series)
    by_day = rows.annotate(day=TruncDate("dated", tzinfo=LONDON)).values_list("day", "thing")
    things: dict[Any, set[Any]] = {part: set() for part in period.parts()}
    part_of = {
        part.starts_on + number * timedelta(days=1): part
        for part in things
        for number in range(part.length)
    }
    for day, thing in by_day.order_by().distinct():
        things[part_of[day]].add(thing)
    return [Part(part, len(found)) for part, found in things.items()]


def compared(
    *,
    measure: Measure,
    period: Period,
    operation: Operation | None = None,
    team: Team | None = None,
    as_at: datetime,
) -> Comparison:
    """Return how the period compares with the year before, on channels open in both.

    A period that is not over is compared up to the same day. The records have to go back to the
    year before: they must begin no later than a tenth into it.
    """
    latest_start = period.year_before().begins_at + timedelta(days=period.length // 10)
    period = period.until(as_at.astimezone(LONDON).date())
    earlier = period.year_before()
    now = _rows(measure, period, operation, team, as_at)
    every = _all_rows(measure, operation, team, as_at)
    begun = dict(every.order_by().values_list("series").annotate(first=Min("dated")))
    comparable = [series for series, first in begun.items() if first and first <= latest_start]
    if not comparable:
        note = "The records do not go back to the start of the year before."
        return Comparison(earlier, _different(now), None, note)
    left_out = len(comparable) < len(begun)
    before = _rows(measure, earlier, operation, team, as_at)
    return Comparison(
        earlier,
        _different(now.filter(series__in=comparable)),
        _different(before.filter(series__in=comparable)),
        "Compared only on the channels that were open in both years." if left_out else "",
        tuple(comparable) if left_out else None,
    )


def records(
    *,
    measure: Measure,
    period: Period,
    operation: Operation | None = None,
    team: Team | None = None,
    viewer: User,
    as_at: datetime,
    after: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> Records:
    """Return a page of the records behind the number that the viewer may see, newest first.

    The rows are those that `count` counts, so that what is seen and what belongs to other teams
    always add up to the number.

    :param after: where the page before ended
    :raises NotAllowedToOpen: if the viewer's role does not open figures to their records
    """
    if not viewer.may(Permission.OPEN_FIGURES):
        raise NotAllowedToOpen("You may see this number but not its records.")
    rows = _rows(measure, period, operation, team, as_at)
    seen = counting.of(measure).seen_by(rows, viewer)
    number = _different(seen)
    page = seen.order_by().values("thing").annotate(last=Max("dated")).order_by("-last", "thing")
    if after:
        last, thing = after
        page = page.filter(Q(last__lt=last) | Q(last=last, thing__gt=thing))
    things = [(row["last"], row["thing"]) for row in page[: limit + 1]]
    more = things[limit - 1] if len(things) > limit else None
    return Records(
        rows=_records(seen, [thing for _, thing in things[:limit]], viewer),
        seen=number,
        of_other_teams=_different(rows) - number,
        next=(more[0], str(more[1])) if more else None,
    )


def _records(seen: counting.Rows, things: list[Any], viewer: User) -> list[Record]:
    """Return one record for each thing, in the order given, with all that makes it count."""
    behind: dict[Any, list[tuple[Any, ...]]] = {thing: [] for thing in things}
    wanted = seen.filter(thing__in=things).order_by("dated", "label")
    for thing, *rest in wanted.values_list("thing", "label", "case_reference", "says", "dated"):
        behind[thing].append(tuple(rest))
    named = {row[1] for rows in behind.values() for row in rows}
    # A referral can be seen by somebody who may not see its case.
    visible = set(
        Case.objects.visible_to(viewer)
        .filter(reference__in=named)
        .values_list("reference", flat=True)
    )
    return [_record(rows, visible) for rows in behind.values()]


def _record(rows: list[tuple[Any, ...]], visible: set[str]) -> Record:
    labels, cases, says, dated = zip(*rows, strict=True)
    return Record(
        labels=tuple(dict.fromkeys(labels)),
        cases=tuple(dict.fromkeys(case for case in cases if case in visible)),
        in_other_case=any(case and case not in visible for case in cases),
        says=tuple(dict.fromkeys(words for words in says if words)),
        dated=max(dated),
    )


def _all_rows(
    measure: Measure, operation: Operation | None, team: Team | None, as_at: datetime
) -> counting.Rows:
    rows = counting.of(measure).rows(as_at)
    if operation:
        rows = rows.filter(in_case__in=cases_in(operation, as_at=as_at))
    if team:
        rows = rows.filter(of_team=team.pk)
    return rows


def _rows(
    measure: Measure,
    period: Period,
    operation: Operation | None,
    team: Team | None,
    as_at: datetime,
) -> counting.Rows:
    """Return the rows that the number, its parts and the list of records all come from."""
    rows = _all_rows(measure, operation, team, as_at)
    return rows.filter(dated__gte=period.begins_at, dated__lt=period.ends_at)


def _different(rows: counting.Rows) -> int:
    number: int = rows.aggregate(number=Count("thing", distinct=True))["number"]
    return number
