"""What the public may read: published releases, with each number joined to its figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from symphony.core.clock import LONDON
from symphony.core.errors import NotFound
from symphony.news.models import Publication

A_PAGE = 50


@dataclass(frozen=True)
class PublishedFigure:
    """One number of a release: what it counts, over which time, by which rule, as of when."""

    number: int
    title: str
    words: str
    period: str
    counted: str
    rule: str
    as_at: datetime

    @property
    def anchor(self) -> str:
        """Where it stands on the release's page."""
        return f"figure-{self.number}"


Piece = str | PublishedFigure


@dataclass(frozen=True)
class PublishedRelease:
    """A release as the public reads it: paragraphs of plain text and figures."""

    slug: str
    title: str
    published_at: datetime
    paragraphs: list[list[Piece]]
    figures: list[PublishedFigure]

    @property
    def published_on(self) -> date:
        return self.published_at.astimezone(LONDON).date()

    @property
    def as_at(self) -> datetime | None:
        """When the figures were counted, if all were counted at one moment."""
        moments = {figure.as_at for figure in self.figures}
        return moments.pop() if len(moments) == 1 else None


@dataclass(frozen=True)
class Headline:
    """One line of the list of news."""

    slug: str
    title: str
    published_at: datetime

    @property
    def published_on(self) -> date:
        return self.published_at.astimezone(LONDON).date()


@dataclass(frozen=True)
class Headlines:
    """A page of the list, newest first, and whether older ones follow."""

    lines: list[Headline]
    has_older: bool


def headlines(*, before: str = "") -> Headlines:
    """Return published releases, newest first; only those older than one, given by its slug.

    :raises NotFound: if there is no release with that slug
    """
    published = Publication.objects.order_by("-published_at", "-slug")
    if before:
        newer = _find(before)
        published = published.filter(published_at__lt=newer.published_at) | published.filter(
            published_at=newer.published_at, slug__lt=newer.slug
        )
    rows = published.values_list("slug", "title", "published_at")[: A_PAGE + 1]
    lines = [Headline(*row) for row in rows]
    return Headlines(lines[:A_PAGE], has_older=len(lines) > A_PAGE)


def release(slug: str) -> PublishedRelease:
    """Return one published release.

    :raises NotFound: if nothing is published under the slug
    """
    found = _find(slug)
    figures = [_figure(number, row) for number, row in enumerate(found.figures, start=1)]
    return PublishedRelease(
        slug=found.slug,
        title=found.title,
        published_at=found.published_at,
        paragraphs=[_pieces(paragraph, figures) for paragraph in found.paragraphs],
        figures=figures,
    )


def _find(slug: str) -> Publication:
    found = Publication.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound("There is no such news.")
    return found


def _figure(number: int, row: dict[str, str]) -> PublishedFigure:
    return PublishedFigure(
        number=number,
        title=row["title"],
        words=row["words"],
        period=row["period"],
        counted=row["counted"],
        rule=row["rule"],
        as_at=datetime.fromisoformat(row["as_at"]),
    )


def _pieces(
    paragraph: Sequence[str | dict[str, Any]], figures: list[PublishedFigure]
) -> list[Piece]:
    """Put the figures where a paragraph names them, with a capital where a sentence begins."""
    return [
        piece if isinstance(piece, str) else _here(piece, figures[piece["figure"]])
        for piece in paragraph
    ]


def _here(piece: dict[str, Any], figure: PublishedFigure) -> PublishedFigure:
    if not piece.get("begins"):
        return figure
    return replace(figure, words=figure.words[:1].upper() + figure.words[1:])
