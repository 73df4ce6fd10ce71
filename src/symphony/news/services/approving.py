"""Approving a release: sent by one person, published by a second one, as it was counted.

Figures are published as they were counted when they were chosen. They are counted once more when
the release is sent and when it is approved: if what is said of one does not hold any more, that is
refused until a writer has counted it again, so that nothing is published that was not true when
somebody agreed to it.
"""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.news import composing, queries, rules
from symphony.news.models import Publication, Release, ReleaseVersion
from symphony.news.services.held import hold, hold_for_change, log


class NotReady(DomainError):
    """Something has to be mended before the release goes on."""


class ReasonMissing(DomainError):
    """Sending a release back has to say why."""


class SentAgain(DomainError):
    """The release was sent back, changed and sent again after the second person read it."""


@transaction.atomic
def send_for_approval(*, release: Release, by: User, at: datetime) -> Release:
    """Hand the draft to a second person; nobody can change it until it comes back.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if it was sent already or is published
    :raises NotReady: if the checks found something to mend
    """
    held = hold_for_change(release, by=by)
    _check_ready(held, at)
    held.state, held.sent_by, held.sent_at = Release.State.AWAITING, by, at
    held.save(update_fields=["state", "sent_by", "sent_at"])
    version = ReleaseVersion.objects.get(release=held, version=held.version)
    version.sent_by, version.sent_at = by, at
    version.save(update_fields=["sent_by", "sent_at"])
    log("sent", held, by=by, at=at, version=held.version)
    return held


@transaction.atomic
def send_back(*, release: Release, reason: str, by: User, at: datetime) -> Release:
    """Give the release back to its writers with the reason; they can change it again.

    :raises rules.NotNow: if it does not await approval
    :raises rules.NotAllowedToApprove: if the person's role does not approve releases
    :raises rules.NeedsSecondPerson: if the person had a hand in it
    :raises ReasonMissing: if no reason is given
    """
    held = hold(release)
    rules.check_awaits(held)
    rules.check_may_approve(by, queries.hands(held))
    if not reason.strip():
        raise ReasonMissing("Enter why the release goes back.")
    held.state = Release.State.RETURNED
    held.returned_by, held.returned_reason = by, reason.strip()
    held.save(update_fields=["state", "returned_by", "returned_reason"])
    log("sent_back", held, by=by, at=at, version=held.version)
    return held


@transaction.atomic
def approve_and_publish(
    *, release: Release, by: User, at: datetime, sent_at: datetime | None = None
) -> Publication:
    """Publish a frozen copy of the release: the public can read it from now on.

    :param sent_at: when the release that the second person read was sent; one that was sent back
        and sent again since then is not published
    :raises rules.NotNow: if it does not await approval
    :raises rules.NotAllowedToApprove: if the person's role does not approve releases
    :raises rules.NeedsSecondPerson: if the person had a hand in it
    :raises SentAgain: if it is not what they read any more
    :raises NotReady: if the checks found something to mend, such as a figure that no longer holds
    """
    held = hold(release)
    rules.check_awaits(held)
    rules.check_may_approve(by, queries.hands(held))
    if sent_at is not None and sent_at != held.sent_at:
        raise SentAgain("This release was changed after you opened it. Read it as it is now.")
    _check_ready(held, at)
    composed = composing.compose(held)
    held.state, held.approved_by, held.approved_at = Release.State.PUBLISHED, by, at
    held.save(update_fields=["state", "approved_by", "approved_at"])
    publication = Publication.objects.create(
        release=held,
        slug=_published_slug(held, at),
        title=composed.title,
        paragraphs=composed.paragraphs,
        figures=composed.figures,
        published_at=at,
    )
    log("published", held, by=by, at=at, version=held.version)
    return publication


def _check_ready(release: Release, at: datetime) -> None:
    looked = queries.look_over(release, as_at=at)
    if to_mend := [check.words for check in looked.checks if check.stops]:
        raise NotReady(" ".join(to_mend))


def _published_slug(release: Release, at: datetime) -> str:
    """Return the day with the words of the title; with the release's own address if taken."""
    day = f"{at.astimezone(LONDON):%Y-%m-%d}"
    slug = f"{day}-{rules.words_of(release.title) or release.slug}"
    taken = Publication.objects.filter(slug=slug).exists()
    return f"{day}-{release.slug}" if taken else slug
