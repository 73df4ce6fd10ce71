"""A release put together from its text and its figures, as it is published."""

from dataclasses import dataclass

from symphony.figures import measures
from symphony.figures.periods import Period
from symphony.news import queries, text
from symphony.news.models import Release, ReleaseFigure

Piece = str | dict[str, int | bool]


@dataclass(frozen=True)
class Composed:
    """The title, the paragraphs and the figures, in the form in which they are published."""

    title: str
    paragraphs: list[list[Piece]]
    figures: list[dict[str, str]]


def compose(release: Release) -> Composed:
    """Fill a text whose figures are all chosen."""
    figures = queries.figures(release)
    index = {figure.position: number for number, figure in enumerate(figures)}
    return Composed(
        title=queries.title_of(release, {figure.position: figure.words for figure in figures}),
        paragraphs=[
            [_piece(piece, index) for piece in queries.pieces(release, paragraph)]
            for paragraph in text.paragraphs(release.body)
        ],
        figures=[_figure(figure) for figure in figures],
    )


def _piece(piece: text.Piece, index: dict[int, int]) -> Piece:
    if isinstance(piece, str):
        return piece
    here: dict[str, int | bool] = {"figure": index[piece.position]}
    return here | ({"begins": True} if piece.begins_sentence else {})


def _figure(figure: ReleaseFigure) -> dict[str, str]:
    measure = measures.get(figure.measure)
    counted = measure.definition
    if figure.operation:
        counted += f" Only the cases of Operation {figure.operation.codename} are counted."
    return {
        "title": measure.title,
        "words": figure.words,
        "period": Period(figure.starts_on, figure.ends_on).words,
        "counted": counted,
        "rule": figure.rule,
        "as_at": figure.as_at.isoformat(),
    }
