"""Who may write and approve a release, what its text may say, and how a number is rounded."""

import re
from collections.abc import Collection, Iterable

from django.utils.text import slugify

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError
from symphony.news import text
from symphony.news.models import Release, ReleaseFigure

State, Rounding = Release.State, ReleaseFigure.Rounding

TITLE_LIMIT, BODY_LIMIT = 160, 20_000
# Addresses that stand beside the releases' own.
RESERVED = frozenset({"start", "ratings", "approvals"})
# Below this, a number can point at people: domain.md 10.6, style.md 3.10.
SMALL = 5


class NotAllowedToWrite(DomainError):
    """The person's role does not write releases."""


class NotAllowedToApprove(DomainError):
    """The person's role does not approve releases."""


class NeedsSecondPerson(DomainError):
    """Whoever had a hand in a release cannot approve it or send it back."""


class NotNow(DomainError):
    """The release's state does not allow this."""


class NumberTyped(DomainError):
    """A number was typed where a figure has to be chosen."""


class TextUnusable(DomainError):
    """The text is empty, or has something in braces that nothing can be put in for."""


class RoundingNotPossible(DomainError):
    """The number is too small to be rounded in this way."""


def check_may_write(user: User) -> None:
    """Refuse anyone whose role does not write releases."""
    if not user.may(Permission.WRITE_NEWS):
        raise NotAllowedToWrite("Your role does not write releases. Ask a press officer.")


def check_may_approve(user: User, hands: Collection[int]) -> None:
    """Refuse anyone whose role does not approve, or who had a hand in the release.

    :param hands: the ids of everybody who wrote, changed or sent it, or chose a figure
    """
    if not user.may(Permission.APPROVE_NEWS):
        raise NotAllowedToApprove("Your role does not approve releases.")
    if user.pk in hands:
        raise NeedsSecondPerson("You worked on this release. Someone else must approve it.")


def check_can_change(release: Release) -> None:
    """Refuse a change of what somebody is looking over, or the public reads."""
    if release.state == State.AWAITING:
        raise NotNow("This release awaits approval. It can be changed once it is sent back.")
    if release.state == State.PUBLISHED:
        raise NotNow("This release is published and can no longer be changed.")


def check_awaits(release: Release) -> None:
    """Refuse to approve or send back what nobody sent for approval."""
    if release.state != State.AWAITING:
        raise NotNow("This release does not await approval any more.")


def check_text(
    title: str, body: str, *, figures: Collection[int], has_period: bool, has_operation: bool
) -> None:
    """Refuse a text with typed numbers, or with something in braces that cannot be put in.

    :param figures: the numbers of the figures that are chosen now
    """
    if not title:
        raise TextUnusable("Enter a title.")
    if not body:
        raise TextUnusable("Enter the text of the release.")
    for place, part in text.places(title, body):
        check_part(part, place)
        if unknown := sorted(text.positions([part]) - set(figures)):
            raise TextUnusable(f"There is no figure {unknown[0]}. Choose it first.")
        if text.names("operation", part) and not has_operation:
            raise TextUnusable("This release is about no operation, so {operation} says nothing.")
        if text.names("period", part) and not has_period:
            raise TextUnusable("Choose a figure first, so that {period} says something.")


def check_part(part: str, place: str) -> None:
    """Refuse typed numbers, braces around anything else, and what makes another number of one.

    :param place: where the part stands, such as `paragraph 2`
    """
    if text.stray_brace(part):
        raise TextUnusable(
            f"Braces in {place} can only hold the number of a figure, the period or the "
            "operation: {figure:1}, {period}, {operation}."
        )
    if number := text.typed_number(part):
        raise NumberTyped(
            f"“{number}” in {place}: Choose this number as a figure, so that it opens to its "
            "records."
        )
    if touching := text.touching(part):
        raise TextUnusable(f"{touching} in {place} must stand alone, between words.")


def in_words(value: int, rounding: str) -> str:
    """Return a number as it is published; “more than” is always true, and never a stretch.

    :raises RoundingNotPossible: if it is too small to be rounded in this way
    """
    if rounding in (Rounding.MORE_THAN, Rounding.MORE_THAN_100):
        step = 10 if rounding == Rounding.MORE_THAN else 100
        below = (value - 1) // step * step
        if below < step:
            raise RoundingNotPossible(
                f"“More than” needs a number above {step}; this is {value:,}. "
                "Select another rounding."
            )
        return f"more than {below:,}"
    if rounding == Rounding.FEWER_THAN_FIVE and value < SMALL:
        return f"fewer than {SMALL}"
    return f"{value:,}"


def named_street(part: str) -> str:
    """Return the first thing that reads like the name of a street, or nothing."""
    found = re.search(
        r"\b(?:[A-Z][\w'’-]*\s+)+(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Grove|Way)\b",
        part,
    )
    return found[0] if found else ""


# What we do not say, and why (screens.md 5).
_AVOIDED = {
    "offender": "nobody is one before conviction",
    "predator": "say what is suspected",
    "paedophile": "say what is suspected",
    "victim": "say child, or person harmed",
    "rescue": "say made safe, or safeguarded",
    "child pornography": "say indecent images",
}


def avoided_words(parts: Iterable[str]) -> list[str]:
    """Return each word to avoid that the text has, with the reason."""
    whole = " ".join(parts)
    return [
        f"“{word}”: {reason}"
        for word, reason in _AVOIDED.items()
        if re.search(rf"\b{word}(?:s|d|ed)?\b", whole, re.IGNORECASE)
    ]


def words_of(title: str) -> str:
    """Return the words of a title as they stand in an address."""
    return slugify(text.without_places(title))[:90].strip("-")


def log_name(slug: str) -> str:
    """Return the release's name in the audit log, which no other kind of record can have."""
    return f"release:{slug}"
