"""Who may write and approve a release, what its text may say, and how a number is rounded."""

import re
import unicodedata

from django.utils.text import slugify

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.errors import DomainError
from symphony.news import writing
from symphony.news.models import Release, ReleaseFigure

TITLE_LIMIT, BODY_LIMIT = 160, 20_000
CHOOSE_IT = "Choose this number as a figure, so that it opens to its records."
# Addresses that stand beside the releases' own.
RESERVED = frozenset({"start"})
MAY_CHANGE = frozenset({Release.State.DRAFT, Release.State.RETURNED})
# domain.md, section 10.6, and the unit's own habit: hundreds from here on.
HUNDREDS_FROM = 200
FEW = 5

_NUMBER_WORD = re.compile(
    r"(?<![^\W_])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|million|billion|dozen)s?(?![^\W_])",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
# What may touch a figure, so that nothing beside it makes another number of it.
_BEFORE, _AFTER = frozenset("(“‘\"'"), frozenset(".,;:!?)’”\"'")
_NEXT_TO_ANOTHER = re.compile(r"\{figure:[0-9]+\}\s*\{figure:")


class NotAllowedToWrite(DomainError):
    """The person's role does not let them write releases."""


class NotAllowedToApprove(DomainError):
    """The person's role does not let them approve releases."""


class NotASecondPerson(DomainError):
    """The person wrote, last changed or sent the release."""


class NotADraft(DomainError):
    """The release waits for approval or is published, and cannot be changed."""


class NotAwaiting(DomainError):
    """The release does not wait for approval, or no longer."""


class CannotRound(DomainError):
    """The number cannot be said truthfully in the way that was chosen."""


class TextRefused(DomainError):
    """The title or the text will not do; `field` says which."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


class TextMissing(TextRefused):
    """The title or the text is empty, or too long."""


class NumberTyped(TextRefused):
    """A number was typed where a figure has to be chosen."""


class UnknownPlaceholder(TextRefused):
    """Something stands in braces that is no placeholder, or cannot be filled here."""


class FigureNotChosen(TextRefused):
    """The text names a figure that was not chosen, or was removed."""


def check_may_write(user: User) -> None:
    """Refuse anyone whose role does not write releases."""
    if not user.may(Permission.WRITE_NEWS):
        raise NotAllowedToWrite("Your role does not write releases. Ask a press officer.")


def check_may_change(user: User, release: Release) -> None:
    """Refuse anyone who may not write, and everyone once the release was sent."""
    check_may_write(user)
    if release.state not in MAY_CHANGE:
        state = Release.State(release.state).label.lower()
        raise NotADraft(f"The release cannot be changed: it is {state}.")


def check_awaiting(release: Release) -> None:
    """Refuse what can only be done to a release that waits for approval."""
    if release.state != Release.State.AWAITING:
        raise NotAwaiting("The release does not wait for approval any more.")


def check_may_approve(user: User, release: Release) -> None:
    """Refuse whoever had a hand in the release, and anyone whose role does not approve."""
    if not user.may(Permission.APPROVE_NEWS):
        raise NotAllowedToApprove("Your role does not approve releases.")
    if user.pk in {release.written_by_id, release.changed_by_id, release.sent_by_id}:
        raise NotASecondPerson("You wrote, changed or sent this. Someone else must approve it.")


def check_may_send_back(user: User) -> None:
    """Refuse anyone whose role neither writes nor approves; a writer may take it back."""
    if not (user.may(Permission.APPROVE_NEWS) or user.may(Permission.WRITE_NEWS)):
        raise NotAllowedToApprove("Your role does not approve releases.")


def check_text(title: str, body: str) -> None:
    """Refuse a text with a number typed in it, or with a placeholder that does not exist.

    Whether the figures it names are chosen is asked when the release is sent: a writer may write
    first and choose afterwards.
    """
    for name, field, text, limit in (
        ("title", "title", title, TITLE_LIMIT),
        ("text", "body", body, BODY_LIMIT),
    ):
        if not text.strip():
            raise TextMissing(f"Enter the {name}.", field)
        if len(text) > limit:
            raise TextMissing(f"The {name} must be {limit:,} characters or fewer.", field)
        if "\x00" in text:
            raise TextMissing(f"The {name} must be made of letters and signs.", field)
    for passage in writing.passages(title, body):
        _check_placeholders(passage)
        if typed := typed_numbers(passage.text):
            raise NumberTyped(f"“{typed[0]}” in {passage.place}: {CHOOSE_IT}", passage.field)


def typed_numbers(text: str) -> list[str]:
    """Return the words of a text that are numbers or hold one, in digits or in letters."""
    bare = writing.PLACEHOLDER.sub(" ", text)
    return [_without_points(word) for word in bare.split() if _is_number(word)]


def check_can_be_filled(title: str, body: str, *, chosen: set[int], has_operation: bool) -> None:
    """Refuse a text that names a figure not chosen, or an operation or days it does not have."""
    for passage in writing.passages(title, body):
        for part in writing.parts(passage.text):
            if isinstance(part, writing.FigureHere) and part.position not in chosen:
                raise FigureNotChosen(
                    f"{{figure:{part.position}}} in {passage.place} is not chosen. Choose it, or "
                    "take it out of the text.",
                    passage.field,
                )
            if not isinstance(part, writing.WordHere) or has_operation:
                continue
            if part.name == "operation" or not chosen:
                raise UnknownPlaceholder(
                    f"{{{part.name}}} in {passage.place} cannot be filled: the release is of no "
                    "operation.",
                    passage.field,
                )


def in_words(value: int, rounding: str) -> str:
    """Return the number as people read it: 12, more than 30, more than 700, fewer than 5.

    "More than" names a number that the exact one is above (domain.md, section 10.6).

    :raises CannotRound: if the number is too small, or not small enough, to be said so
    """
    if rounding == ReleaseFigure.Rounding.FEWER_THAN_FIVE:
        if value >= FEW:
            raise CannotRound(f"“Fewer than 5” is only for a small number: this one is {value:,}.")
        return "fewer than 5"
    if rounding == ReleaseFigure.Rounding.MORE_THAN:
        step = 100 if value > HUNDREDS_FROM else 10
        below = (value - 1) // step * step
        if below < step:
            raise CannotRound(f"“More than” is only for a number above 10: this one is {value:,}.")
        return f"more than {below:,}"
    return f"{value:,}"


def at_the_beginning(words: str) -> str:
    """Return a number's words as they begin a sentence: More than 30."""
    return words[:1].upper() + words[1:]


def slug_of(title: str) -> str:
    """Return a release's address, made from the words of its title."""
    slug = slugify(writing.PLACEHOLDER.sub(" ", title))[:90].strip("-") or "release"
    return f"{slug}-release" if slug in RESERVED else slug


def log_name(slug: str) -> str:
    """Return the release's name in the audit log, which no other kind of record can have."""
    return f"release:{slug}"


def _check_placeholders(passage: writing.Passage) -> None:
    for found in _BRACES.finditer(passage.text):
        if not writing.PLACEHOLDER.fullmatch(found[0]):
            raise UnknownPlaceholder(
                f"“{found[0]}” in {passage.place} is not known. Only {{figure:1}} (with the "
                "figure's number), {period} and {operation} can stand in braces.".replace(
                    "figure's", "figure’s"
                ),
                passage.field,
            )
    if _NEXT_TO_ANOTHER.search(passage.text):
        raise UnknownPlaceholder(
            f"There must be words between the figures in {passage.place}.", passage.field
        )
    for found in writing.PLACEHOLDER.finditer(passage.text):
        if found["figure"] and not _stands_alone(passage.text, found):
            raise UnknownPlaceholder(
                f"{found[0]} in {passage.place} must stand alone, with a space on either side.",
                passage.field,
            )


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return (not before or before.isspace() or before in _BEFORE) and (
        not after or after.isspace() or after in _AFTER
    )


def _is_number(word: str) -> bool:
    has_digit = any(unicodedata.numeric(sign, None) is not None for sign in word)
    return has_digit or _NUMBER_WORD.search(word) is not None


def _without_points(word: str) -> str:
    return word.strip(".,;:!?()“”‘’\"'") or word
