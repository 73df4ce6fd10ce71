"""A chart of shares with their intervals, drawn on the server, beside the share of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from symphony.triage.shares import Share

# The drawing's own units. Names stand above their bars: an area's name may be long.
WIDTH, FULL, ROW, BAR = 320, 280, 34, 12
TOP, NAME = 2, 12


@dataclass(frozen=True)
class Row:
    """One bar from nought, and the line of its interval."""

    label: str
    words: str
    name_y: int
    y: int
    end_y: int
    middle_y: int
    text_y: int
    length: float
    low_x: float
    high_x: float
    number_x: float


@dataclass(frozen=True)
class Chart:
    """The drawing, and what it shows in words; `key` keeps two on a page apart."""

    key: str
    title: str
    finding: str
    width: int
    height: int
    rows: list[Row]
    all_x: float
    all_words: str


def draw(
    key: str, title: str, finding: str, shares: Sequence[tuple[str, Share]], of_all: Share
) -> Chart:
    """Return the chart of named shares; those of too few have no bar, and say so."""
    rows = []
    for place, (label, share) in enumerate(shares):
        y = TOP + place * ROW + NAME + 3
        low, high = share.interval
        few = share.is_few
        rows.append(
            Row(
                label=label,
                words="too few to say" if few else share.percent,
                name_y=TOP + place * ROW + NAME,
                y=y,
                end_y=y + BAR,
                middle_y=y + BAR // 2,
                text_y=y + BAR - 2,
                length=0 if few else round(share.value * FULL, 1),
                low_x=0 if few else round(low * FULL, 1),
                high_x=0 if few else round(high * FULL, 1),
                # Behind the mark of all as well, which would cross the number.
                number_x=0 if few else round(max(high, of_all.value) * FULL + 5, 1),
            )
        )
    return Chart(
        key=key,
        title=title,
        finding=finding,
        width=WIDTH,
        height=TOP * 2 + len(rows) * ROW,
        rows=rows,
        all_x=round(of_all.value * FULL, 1),
        all_words=of_all.percent,
    )
