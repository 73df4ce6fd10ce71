"""A chart of bars, drawn on the server: one row a day or month, from nought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from symphony.figures.periods import Period
from symphony.figures.queries import Part

# The drawing's own units; the page lets it grow to a readable width.
WIDTH, ROW, BAR = 320, 18, 12
LABELS, NUMBERS = 94, 34
TOP = 2


@dataclass(frozen=True)
class Row:
    """One bar: its words, its place, and where a mark stands for the year before."""

    label: str
    value: int
    y: int
    end_y: int
    text_y: int
    length: float
    number_x: float
    before_x: float | None


@dataclass(frozen=True)
class Chart:
    """The drawing, and what it shows in words."""

    title: str
    finding: str
    height: int
    rows: list[Row]
    has_before: bool


@dataclass(frozen=True)
class Line:
    """A line of the table below the chart."""

    label: str
    value: int
    # On the channels that were open in the year before, too.
    same: int | None
    before: int | None

    @property
    def difference(self) -> str:
        """How much more or fewer than the year before, on the same channels."""
        if self.before is None or self.same is None:
            return ""
        if self.same == self.before:
            return "0"
        return f"{self.same - self.before:+,}".replace("-", "\N{MINUS SIGN}")


def lines(parts: Sequence[Part], before: Sequence[Part], same: Sequence[Part]) -> list[Line]:
    """Return the parts, each beside the same part of the year before where there is one.

    :param same: the parts on the channels that were open in the year before, too
    """
    earlier = {part.period.starts_on: part.value for part in before}
    on_same = {part.period: part.value for part in same}
    return [
        Line(
            _label(part.period, parts),
            part.value,
            on_same.get(part.period),
            earlier.get(part.period.year_before().starts_on),
        )
        for part in parts
    ]


def draw(title: str, table: Sequence[Line]) -> Chart:
    """Return the chart of a table's lines."""
    most = max((max(line.value, line.before or 0) for line in table), default=0)
    scale = (WIDTH - LABELS - NUMBERS) / max(most, 1)
    rows = []
    for place, line in enumerate(table):
        y = TOP + place * ROW
        length = round(line.value * scale, 1)
        mark = None if line.before is None else round(LABELS + line.before * scale, 1)
        number_x = LABELS + max(length, (mark or LABELS) - LABELS) + 4
        rows.append(Row(line.label, line.value, y, y + BAR, y + 10, length, number_x, mark))
    return Chart(
        title=title,
        finding=_finding(table),
        height=TOP * 2 + len(table) * ROW,
        rows=rows,
        has_before=any(row.before_x is not None for row in rows),
    )


def _finding(table: Sequence[Line]) -> str:
    highest = max(table, key=lambda line: line.value, default=None)
    if highest is None or highest.value == 0:
        return "Nothing was counted in this period."
    lowest = min(table, key=lambda line: line.value)
    return (
        f"Highest in {highest.label} with {highest.value:,}, "
        f"lowest in {lowest.label} with {lowest.value:,}."
    )


def _label(part: Period, whole: Sequence[Part]) -> str:
    if _is_by_day(whole):
        return f"{part.starts_on:%a} {part.starts_on.day} {part.starts_on:%b}"
    if _is_whole_month(part):
        return f"{part.starts_on:%b %Y}"
    until = f"{part.ends_on.day} {part.ends_on:%b %Y}"
    return until if part.length == 1 else f"{part.starts_on.day}\N{EN DASH}{until}"


def _is_whole_month(part: Period) -> bool:
    is_last = (part.ends_on + timedelta(days=1)).day == 1
    return part.starts_on.day == 1 and is_last


def _is_by_day(whole: Sequence[Part]) -> bool:
    return all(part.period.length == 1 for part in whole)
