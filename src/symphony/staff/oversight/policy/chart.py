"""A drawing of a trial: for each band before, how many have which band after."""

from dataclasses import dataclass

from symphony.triage.models import PolicyTrial
from symphony.triage.policy.words import BANDS, plain

# The drawing's own units; the page lets it grow to a readable width.
LEFT, TOP, CELL_WIDTH, CELL_HEIGHT = 66, 34, 62, 30
WIDTH = LEFT + CELL_WIDTH * len(BANDS)
HEIGHT = TOP + CELL_HEIGHT * len(BANDS)


@dataclass(frozen=True)
class Cell:
    """One meeting of a band before and a band after."""

    before: str
    after: str
    count: int
    x: int
    y: int
    text_x: int
    text_y: int
    # "same", "up" or "down".
    way: str


@dataclass(frozen=True)
class Mark:
    """A band's name at a row or a column."""

    words: str
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """The drawing, what it shows in words, and its numbers by row for the table below it."""

    title: str
    # What the rows are: the band by a version, or the one that was given last.
    before: str
    finding: str
    cells: list[Cell]
    columns: list[Mark]
    rows: list[Mark]
    table: list[tuple[str, list[int]]]
    bands: list[str]


def draw(trial: PolicyTrial) -> Chart | None:
    """Return the drawing, or None for a trial from before it was counted."""
    counted = trial.details.get("bands")
    if counted is None:
        return None
    counts = {(before, after): count for before, after, count in counted}
    cells = [
        Cell(
            plain(before),
            plain(after),
            counts.get((before, after), 0),
            x := LEFT + column * CELL_WIDTH,
            y := TOP + row * CELL_HEIGHT,
            x + CELL_WIDTH // 2,
            y + CELL_HEIGHT // 2 + 4,
            "same" if row == column else "up" if column < row else "down",
        )
        for row, before in enumerate(BANDS)
        for column, after in enumerate(BANDS)
    ]
    return Chart(
        title=f"{_before(trial)}, and band by {trial.draft.name}",
        before=_before(trial),
        finding=_finding(counts),
        cells=cells,
        columns=[
            Mark(plain(band).capitalize(), LEFT + place * CELL_WIDTH + CELL_WIDTH // 2, 28)
            for place, band in enumerate(BANDS)
        ],
        rows=[
            Mark(plain(band).capitalize(), LEFT - 6, TOP + place * CELL_HEIGHT + 19)
            for place, band in enumerate(BANDS)
        ],
        table=[
            (plain(before).capitalize(), [counts.get((before, after), 0) for after in BANDS])
            for before in BANDS
        ],
        bands=[plain(band).capitalize() for band in BANDS],
    )


def _before(trial: PolicyTrial) -> str:
    if trial.details.get("given_by") is not None:
        return "Band given last"
    return f"Band by {trial.against}"


def _finding(counts: dict[tuple[str, str], int]) -> str:
    moved = {pair: count for pair, count in counts.items() if pair[0] != pair[1] and count}
    if not moved:
        return "Every referral keeps its band."
    (before, after), most = max(moved.items(), key=lambda item: item[1])
    return f"Most often from {plain(before)} to {plain(after)}: {most:,}."
