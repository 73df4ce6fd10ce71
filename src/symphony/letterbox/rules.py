"""What the letterbox takes in."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from symphony.core.errors import DomainError
from symphony.letterbox import answers as form
from symphony.letterbox.answers import Answers, ChildSaid, PersonSaid
from symphony.letterbox.models import Rating

COMMENT_LIMIT = 1_000
PAGE_LIMIT = 120
MESSAGE_LIMIT = 5_000
# More than anybody writes; it bounds what one receipt can fill the disk and the queue with.
MESSAGES_AN_HOUR = 200


class NotAReport(DomainError):
    """Nothing was told, or something stands in it that the form cannot have sent."""


class NotAMessage(DomainError):
    """A message says nothing, or holds what the form cannot have sent."""


class NotTheReporter(DomainError):
    """The key is not made of the six words of this report."""


class TooManyMessages(DomainError):
    """As many messages came to this report within an hour as may come."""


class CannotBeReached(DomainError):
    """The sender did not ask for words to come back with."""


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
    given: dict[str, Any] = dict(answers)
    if unknown := given.keys() - Answers.__annotations__.keys():
        raise NotAReport(f"The form asks nothing about “{sorted(unknown)[0]}”.")
    if given.get("form") != form.FORM:
        raise NotAReport("Open the form anew and send it from there.")
    if not given["narrative"].strip() and not given["happened"]:
        raise NotAReport("Enter what you know, even if it is one sentence.")
    for name, choices in _CHOICES.items():
        _check_choice(name, given.get(name), choices)
    for name, limit in _LIMITS.items():
        _check_length(name, given.get(name, ""), limit)
    _check_groups("names and links", given["services"], form.ACCOUNTS_LIMIT, form.ACCOUNT_LIMITS)
    _check_groups("children", given.get("children", []), form.CHILDREN_LIMIT, _CHILD_LIMITS)
    _check_groups("people", [given["person"]] if "person" in given else [], 1, _PERSON_LIMITS)
    if any(text != storable(text) for text in _texts(answers)):
        raise NotAReport("There are signs in the report that cannot be stored.")


_LIMITS = {
    "narrative": form.NARRATIVE_LIMIT,
    "when": form.LINE_LIMIT,
    "when_date": 10,
    "lives_with_whom": form.LINE_LIMIT,
    "trusted_adult": form.TEXT_LIMIT,
    "not_safe_to_speak_to": form.TEXT_LIMIT,
    "age_then": form.LINE_LIMIT,
    "services_told_on": 10,
    "services_reference": form.LINE_LIMIT,
    "devices": form.TEXT_LIMIT,
    "done_so_far": form.TEXT_LIMIT,
}
_PERSON_LIMITS = dict.fromkeys(PersonSaid.__annotations__, form.LINE_LIMIT)
_CHILD_LIMITS = dict.fromkeys(ChildSaid.__annotations__, form.LINE_LIMIT)
_CHOICES: dict[str, tuple[str, ...]] = {
    "route": tuple(form.Route.values),
    "identity": tuple(form.Identity.values),
    "about": tuple(form.About.values),
    "happened": (*form.Happened.values, *form.HappenedToMe.values),
    "where": tuple(form.Where.values),
    "when_code": tuple(form.When.values),
    "lives_with_children": tuple(form.LivesWithChildren.values),
    "told": tuple(form.Told.values),
    "own_age": tuple(form.OwnAge.values),
    "self_harm": tuple(form.SelfHarm.values),
    "own_organisation": tuple(form.YesNo.values),
    "services_told": tuple(form.YesNo.values),
    "parents_know": tuple(form.YesNo.values),
}


def _check_choice(name: str, given: object, choices: tuple[str, ...]) -> None:
    chosen = [given] if isinstance(given, str) else given or []
    if not isinstance(chosen, list):
        raise NotAReport(f"The answer about “{name}” must be one of those shown.")
    if unknown := [one for one in chosen if one and one not in choices]:
        raise NotAReport(f"There is no answer {unknown[0]!r} about “{name}”.")


def _check_length(name: str, text: object, limit: int) -> None:
    if not isinstance(text, str) or len(text) > limit:
        raise NotAReport(f"The answer about “{name}” must be {limit:,} characters or fewer.")


def _check_groups(
    what: str, groups: list[dict[str, str]], most: int, limits: Mapping[str, int]
) -> None:
    if len(groups) > most:
        raise NotAReport(f"There must be {most} {what} or fewer.")
    for group in groups:
        if set(group) != set(limits):
            raise NotAReport(f"The answers about {what} must be those that the form asks for.")
        for name, limit in limits.items():
            _check_length(name, group[name], limit)


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


def check_message(*, text: str, may_be_empty: bool = False) -> None:
    """Refuse a message that says nothing, or more than it may.

    :raises NotAMessage: saying what is wrong with it
    """
    if not text.strip() and not may_be_empty:
        raise NotAMessage("Enter what you want to add.")
    if len(text) > MESSAGE_LIMIT:
        raise NotAMessage(f"Your message must be {MESSAGE_LIMIT:,} characters or fewer.")
    if text != storable(text):
        raise NotAMessage("There are signs in the message that cannot be stored.")


def check_not_too_many(sent: int) -> None:
    """Refuse one more message where as many were sent within the hour as may be.

    :raises TooManyMessages: saying when it can be sent
    """
    if sent >= MESSAGES_AN_HOUR:
        raise TooManyMessages("You have sent many messages. Send the next one in an hour.")
