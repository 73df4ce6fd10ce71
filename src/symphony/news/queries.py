"""Which releases there are, and everything that a person who looks one over has to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import QuerySet

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError, NotFound
from symphony.figures.periods import Period
from symphony.news import checks, counted, rules, text
from symphony.news.checks import Check
from symphony.news.counted import Recounted
from symphony.news.models import Publication, Release, ReleaseFigure, ReleaseVersion


@dataclass(frozen=True)
class Row:
    """One release in the list."""

    slug: str
    title: str
    operation: str
    state: str
    state_words: str
    changed_by: str
    changed_at: datetime
    is_for_viewer_to_approve: bool


@dataclass(frozen=True)
class Looked:
    """A release with its figures counted again, its checks, and what it will say."""

    release: Release
    title: str
    recounted: list[Recounted]
    checks: list[Check]

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be mended before it goes on."""
        return not any(check.stops for check in self.checks)


@dataclass(frozen=True)
class Changed:
    """A part of the text that is not what it was when the release was last sent."""

    before: str
    now: str


def read(*, slug: str, viewer: User) -> Release:
    """Return the release.

    :raises NotFound: if there is none of this name, or the viewer's role reads none
    """
    people = ("operation", "written_by", "changed_by", "sent_by", "returned_by", "approved_by")
    release = _read_by(viewer).filter(slug=slug).select_related(*people).first()
    if release is None:
        raise NotFound("There is no such release.")
    return release


def listing(*, viewer: User) -> list[Row]:
    """Return all releases, the last changed first."""
    return _rows(_read_by(viewer), viewer)


def awaiting(*, viewer: User) -> list[Row]:
    """Return the releases that await approval and that the viewer may approve."""
    sent = _read_by(viewer).filter(state=Release.State.AWAITING)
    return [row for row in _rows(sent, viewer) if row.is_for_viewer_to_approve]


def figures(release: Release) -> list[ReleaseFigure]:
    """Return the release's chosen figures, in their order."""
    chosen = ReleaseFigure.objects.filter(release=release, removed_at=None)
    return list(chosen.select_related("operation", "chosen_by").order_by("position"))


def look_over(release: Release, *, as_at: datetime) -> Looked:
    """Return the release with its figures counted at a moment, and all checks."""
    recounted = counted.again(figures(release), as_at=as_at)
    title = title_of(release, {again.figure.position: again.figure.words for again in recounted})
    return Looked(
        release=release,
        title=title,
        recounted=recounted,
        checks=checks.of(release, recounted, title=title),
    )


def title_of(release: Release, words: dict[int, str] | None = None) -> str:
    """Return the release's title with its figures put in."""
    if words is None:
        words = {figure.position: figure.words for figure in figures(release)}
    missing = dict.fromkeys(text.positions([release.title]), "[no figure]")
    period, operation = _period(release), _operation(release)
    return text.plain(release.title, words=missing | words, period=period, operation=operation)


def pieces(release: Release, paragraph: str) -> list[text.Piece]:
    """Return a paragraph of the release as plain text and the places of figures."""
    return text.pieces(paragraph, period=_period(release), operation=_operation(release))


def hands(release: Release) -> set[int]:
    """Return the ids of everybody who wrote, changed or sent it, or chose or removed a figure."""
    versions = ReleaseVersion.objects.filter(release=release).values_list("changed_by", "sent_by")
    chosen = ReleaseFigure.objects.filter(release=release).values_list("chosen_by", "removed_by")
    named = {release.written_by_id, release.changed_by_id, release.sent_by_id}
    named |= {person for pair in [*versions, *chosen] for person in pair}
    return {person for person in named if person is not None}


def may_approve(release: Release, user: User) -> bool:
    """Say whether this person can be the release's second person now."""
    try:
        rules.check_awaits(release)
        rules.check_may_approve(user, hands(release))
    except DomainError:
        return False
    return True


def versions(release: Release) -> list[ReleaseVersion]:
    """Return every version of the text, newest first."""
    found = ReleaseVersion.objects.filter(release=release).select_related("changed_by", "sent_by")
    return list(found.order_by("-version"))


def changed_since_last_sent(release: Release) -> list[Changed]:
    """Return what is different from the text that was sent before; nothing the first time."""
    sent = [version for version in versions(release) if version.sent_at]
    earlier = [version for version in sent if version.version < release.version]
    if not earlier:
        return []
    before = [earlier[0].title, *text.paragraphs(earlier[0].body)]
    return _different(before, [release.title, *text.paragraphs(release.body)])


def publication(release: Release) -> Publication | None:
    """Return what the public reads of this release, if it is published."""
    return Publication.objects.filter(release=release).first()


def _different(before: Sequence[str], now: Sequence[str]) -> list[Changed]:
    parts = SequenceMatcher(a=before, b=now, autojunk=False).get_opcodes()
    return [
        Changed("\n\n".join(before[a:b]), "\n\n".join(now[c:d]))
        for what, a, b, c, d in parts
        if what != "equal"
    ]


def _rows(releases: "QuerySet[Release]", viewer: User) -> list[Row]:
    """Return a row for each release; all their figures are read at once."""
    found = list(releases.select_related("operation", "changed_by").order_by("-changed_at", "slug"))
    words: dict[UUID, dict[int, str]] = {release.pk: {} for release in found}
    chosen = ReleaseFigure.objects.filter(release__in=found, removed_at=None)
    for release, position, said in chosen.values_list("release", "position", "words"):
        words[release][position] = said
    return [
        Row(
            slug=release.slug,
            title=title_of(release, words[release.pk]),
            operation=release.operation.codename if release.operation else "",
            state=release.state,
            state_words=release.get_state_display(),
            changed_by=release.changed_by.name,
            changed_at=release.changed_at,
            is_for_viewer_to_approve=may_approve(release, viewer),
        )
        for release in found
    ]


def _period(release: Release) -> str:
    """Return the days that the release is about: the operation's, or its first figure's."""
    if release.operation:
        return Period(release.operation.starts_on, release.operation.ends_on).words
    first = next(iter(figures(release)), None)
    return Period(first.starts_on, first.ends_on).words if first else "[no period]"


def _operation(release: Release) -> str:
    return f"Operation {release.operation.codename}" if release.operation else "[no operation]"


def _read_by(viewer: User) -> "QuerySet[Release]":
    return Release.objects.all() if viewer.may(Permission.READ_NEWS) else Release.objects.none()
