"""A release as it will read, also while a figure is missing in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from symphony.news import queries, text
from symphony.news.models import Release, ReleaseFigure


@dataclass(frozen=True)
class Part:
    """A piece of a paragraph: words, and whether they are a chosen figure."""

    words: str
    is_figure: bool


def paragraphs(release: Release, figures: Iterable[ReleaseFigure]) -> list[list[Part]]:
    """Return the paragraphs with the figures put in."""
    words = {figure.position: figure.words for figure in figures}
    return [
        [_part(piece, words) for piece in queries.pieces(release, paragraph)]
        for paragraph in text.paragraphs(release.body)
    ]


def _part(piece: text.Piece, words: dict[int, str]) -> Part:
    if isinstance(piece, str):
        return Part(piece, is_figure=False)
    if piece.position not in words:
        return Part("[no figure]", is_figure=False)
    return Part(text.in_words(piece, words), is_figure=True)
