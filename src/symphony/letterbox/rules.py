"""What the letterbox takes in."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from symphony.core.errors import DomainError
from symphony.letterbox import answers as form
from symphony.letterbox.answers import Answers
from symphony.letterbox.models import Rating

COMMENT_LIMIT = 1_000
PAGE_LIMIT = 120


class NotAReport(DomainError):
    """Nothing was told, or something stands in it that the form cannot have sent."""


class NotARating(DomainError):
    """The rating says nothing that the form offers, or its comment is too long."""


class AlreadyRated(DomainError):
    """This form's rating has been counted before."""


def storable(text: str) -> str:
    """Return the text without the control signs that no database text or JSON can hold.

    Line breaks and tabs stay, and so does what belongs to writing: joiners of emoji and of
    scripts, marks that turn the direction.
    """
    one_kind_of_break = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in one_kind_of_break if sign in "\n\t" or _is_writing(sign))


def _is_writing(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs")


def check_answers(answers: Answers) -> None:
    """Refuse a report that tells nothing, or that holds more or other than the form asks for.

    :raises NotAReport: saying what is wrong with it
    """
    if not answers["narrative"].strip():
        raise NotAReport("Enter what you know, even if it is one sentence.")
    for name, limit in _LIMITS.items():
        if len(answers.get(name, "")) > limit:  # type: ignore[arg-type]  # all of these are texts
            raise NotAReport(f"The answer about “{name}” must be {limit:,} characters or fewer.")
    for name, choices in _CHOICES.items():
        given: Any = answers.get(name) or []
        if unknown := set([given] if isinstance(given, str) else given) - set(choices.values):
            raise NotAReport(f"There is no answer {sorted(unknown)[0]!r} about “{name}”.")
    _check_accounts(answers)
    if any(text != storable(text) for text in _texts(answers)):
        raise NotAReport("There are signs in the report that cannot be stored.")


_LIMITS = {
    "narrative": form.NARRATIVE_LIMIT,
    "when": form.WHEN_LIMIT,
    "person": form.ABOUT_SOMEBODY_LIMIT,
    "lives_with_whom": form.WHEN_LIMIT,
    "child": form.ABOUT_SOMEBODY_LIMIT,
}
_CHOICES = {
    "about": form.About,
    "happened": form.Happened,
    "where": form.Where,
    "when_code": form.When,
    "lives_with_children": form.LivesWithChildren,
}


def _check_accounts(answers: Answers) -> None:
    if len(answers["services"]) > form.ACCOUNTS_LIMIT:
        raise NotAReport(f"There must be {form.ACCOUNTS_LIMIT} names and links or fewer.")
    for account in answers["services"]:
        for name, limit in form.ACCOUNT_LIMITS.items():
            if len(account[name]) > limit:  # type: ignore[literal-required]  # its own three keys
                raise NotAReport(f"Each “{name}” must be {limit:,} characters or fewer.")


def _texts(value: object) -> Iterator[str]:
    """Go through every text of an answer, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def check_rating(*, page: str, useful: str, comment: str) -> None:
    """Refuse a rating that the form cannot have sent.

    :raises NotARating: saying what is wrong with it
    """
    if useful not in Rating.Useful.values:
        raise NotARating("Select how useful this page was.")
    if len(comment) > COMMENT_LIMIT:
        raise NotARating(f"Comment must be {COMMENT_LIMIT:,} characters or fewer.")
    if not page or len(page) > PAGE_LIMIT or comment != storable(comment):
        raise NotARating("There is no such page to rate.")
