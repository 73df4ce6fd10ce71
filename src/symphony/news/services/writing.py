"""Starting a release and changing its text."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from symphony.accounts.models import User
from symphony.core.errors import DomainError
from symphony.news import queries, rules, text
from symphony.news.models import Release, ReleaseVersion
from symphony.news.offered import Choice
from symphony.news.services.figures import freeze
from symphony.news.services.held import hold_for_change, log
from symphony.operations.models import Operation


class ChangedMeanwhile(DomainError):
    """Somebody saved another version while this one was being written."""


@transaction.atomic
def start_release(
    *,
    operation: Operation | None,
    title: str,
    body: str = "",
    figures: Sequence[Choice] = (),
    by: User,
    at: datetime,
) -> Release:
    """Start a draft, with figures chosen and counted now; its text may still be empty.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NumberTyped: if a number stands in title or body that was not chosen
    :raises rules.TextUnusable: if the title is empty, or something in braces cannot be put in
    :raises rules.RoundingNotPossible: if a figure is too small for its rounding
    """
    rules.check_may_write(by)
    title, body = text.tidy(title), text.tidy(body)
    release = Release.objects.create(
        slug=_free_slug(operation, title),
        operation=operation,
        title=title,
        body=body,
        state=Release.State.DRAFT,
        version=1,
        written_by=by,
        written_at=at,
        changed_by=by,
        changed_at=at,
    )
    for position, choice in enumerate(figures, start=1):
        freeze(release, choice, position=position, by=by, at=at)
    _check_text(release, title, body or "-")
    _keep_version(release, by=by, at=at)
    log("started", release, by=by, at=at, operation=operation.slug if operation else "")
    return release


@transaction.atomic
def change_release(
    *, release: Release, title: str, body: str, version: int, by: User, at: datetime
) -> Release:
    """Put a new version of title and body in place; the versions before it stay readable.

    :param version: the version that the change was begun from
    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if it awaits approval or is published
    :raises ChangedMeanwhile: if that is not the newest version any more
    :raises rules.NumberTyped: if a number was typed
    :raises rules.TextUnusable: if a part is empty, or something in braces cannot be put in
    """
    held = hold_for_change(release, by=by)
    if held.version != version:
        raise ChangedMeanwhile(
            f"{held.changed_by.name} changed this while you were writing. Nothing of yours is "
            "saved yet: compare it with theirs before you save."
        )
    title, body = text.tidy(title), text.tidy(body)
    _check_text(held, title, body)
    held.title, held.body, held.version = title, body, version + 1
    held.changed_by, held.changed_at = by, at
    held.save(update_fields=["title", "body", "version", "changed_by", "changed_at"])
    _keep_version(held, by=by, at=at)
    log("changed", held, by=by, at=at, version=held.version)
    return held


def _check_text(release: Release, title: str, body: str) -> None:
    positions = {figure.position for figure in queries.figures(release)}
    rules.check_text(
        title,
        body,
        figures=positions,
        has_period=release.operation is not None or bool(positions),
        has_operation=release.operation is not None,
    )


def _keep_version(release: Release, *, by: User, at: datetime) -> None:
    ReleaseVersion.objects.create(
        release=release,
        version=release.version,
        title=release.title,
        body=release.body,
        changed_by=by,
        changed_at=at,
    )


def _free_slug(operation: Operation | None, title: str) -> str:
    """Return an address that no release has: the operation's, or one made from the title."""
    named = operation.slug if operation else slugify(text.without_places(title))
    stem = named[:60].strip("-") or "release"
    taken = set(Release.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken | rules.RESERVED)
