"""What a member of the public answered, in words, by the route they took through the form."""

from collections.abc import Iterator, Mapping
from typing import Any

from symphony.letterbox import answers
from symphony.letterbox.answers import Route
from symphony.letterbox.models import Submission
from symphony.referrals.models import Referral
from symphony.staff.referrals import words

# The form did not ask it on this route; it asked, and the sender gave no answer.
NOT_ASKED, NOT_PROVIDED = "Not asked", "Not provided"

_WHO = {
    Route.CHILD: "A child or young person, about themselves",
    Route.WORRIED: "Somebody worried about a child or about someone",
    Route.PROFESSIONAL: "A professional: somebody who works with children or for a company",
    Route.SURVIVOR: "An adult, about their own childhood",
    Route.OWN_BEHAVIOUR: "Somebody worried about their own thoughts or behaviour",
}
_IDENTITY: Mapping[str, str] = {
    answers.Identity.NAMED: "Says who they are",
    answers.Identity.CONFIDENCE: "Says who they are, in confidence",
    answers.Identity.ANONYMOUS: "Stays anonymous",
}
_HAPPENED = {**dict(answers.Happened.choices), **dict(answers.HappenedToMe.choices)}

_EVERY = frozenset(Route.values)
_CHILD = frozenset({Route.CHILD.value})
_PROFESSIONAL = frozenset({Route.PROFESSIONAL.value})
_SURVIVOR = frozenset({Route.SURVIVOR.value})
_ABOUT_OTHERS = frozenset({Route.WORRIED.value, Route.PROFESSIONAL.value})
_NOT_ABOUT_ONESELF = _EVERY - {Route.OWN_BEHAVIOUR.value}

# Answer, what it is called, its choices, and which routes ask it. What somebody has to know first
# stands first.
Question = tuple[str, str, Mapping[str, str], frozenset[str]]
QUESTIONS: tuple[Question, ...] = (
    ("self_harm", "Thinks about hurting themselves", dict(answers.SelfHarm.choices), _CHILD),
    ("own_age", "How old they are", dict(answers.OwnAge.choices), _CHILD),
    ("not_safe_to_speak_to", "Not safe for us to speak to", {}, _CHILD),
    ("trusted_adult", "An adult they trust", {}, _CHILD),
    (
        "about",
        "What it is about",
        dict(answers.About.choices),
        frozenset({Route.WORRIED.value}),
    ),
    ("happened", "What has happened", _HAPPENED, _ABOUT_OTHERS | _CHILD),
    ("narrative", "In the sender's words", {}, _EVERY),
    ("age_then", "How old they were then", {}, _SURVIVOR),
    ("where", "Where", dict(answers.Where.choices), _NOT_ABOUT_ONESELF),
    ("services", "Accounts named", {}, _ABOUT_OTHERS | _SURVIVOR),
    ("when_code", "When", dict(answers.When.choices), _ABOUT_OTHERS),
    ("when_date", "On the date", {}, frozenset()),
    ("when", "When, in the sender's words", {}, frozenset()),
    ("person", "About the person", {}, _NOT_ABOUT_ONESELF),
    (
        "own_organisation",
        "Somebody in the sender's own organisation",
        dict(answers.YesNo.choices),
        _PROFESSIONAL,
    ),
    (
        "lives_with_children",
        "Lives with, looks after or works with children",
        dict(answers.LivesWithChildren.choices),
        _ABOUT_OTHERS | _SURVIVOR,
    ),
    ("lives_with_whom", "Which children", {}, frozenset()),
    ("children", "About the children", {}, _ABOUT_OTHERS | {Route.OWN_BEHAVIOUR.value}),
    (
        "told",
        "Told before",
        dict(answers.Told.choices) | {"nobody": "Nobody"},
        frozenset({Route.WORRIED.value, Route.SURVIVOR.value}),
    ),
    (
        "services_told",
        "Children's services were told",
        dict(answers.YesNo.choices),
        _PROFESSIONAL,
    ),
    ("services_told_on", "Children's services were told on", {}, frozenset()),
    ("services_reference", "Their reference", {}, frozenset()),
    ("parents_know", "The parents or carers know", dict(answers.YesNo.choices), _PROFESSIONAL),
    ("devices", "Where the devices and accounts are", {}, _PROFESSIONAL),
    ("done_so_far", "What the sender has done so far", {}, _PROFESSIONAL),
    ("identity", "Who the sender is", _IDENTITY, _EVERY),
)
_KNOWN = {key for key, *_ in QUESTIONS} | {"form", "route"}
# What the sender can have been asked on any route: where it was not, that is said.
_SAID_IF_NOT_ASKED = {"self_harm", "happened", "where", "when_code", "person", "children", "told"}
_SAID_IF_NOT_ASKED |= {"lives_with_children"}


def rows(referral: Referral) -> Iterator[tuple[str, str]]:
    """Go through everything that the sender answered, as (question, answer)."""
    if referral.stated.get("form") == answers.FORM:
        return _as_asked_today(referral)
    return _as_first_asked(referral.stated)


def doubts(codes: list[str] | tuple[str, ...]) -> list[str]:
    """Return why a report may come from a machine or a joker."""
    known = dict(Submission.Doubt.choices)
    return [str(known.get(code, code)) for code in codes]


def _as_asked_today(referral: Referral) -> Iterator[tuple[str, str]]:
    told = referral.stated
    route = str(told.get("route") or "")
    yield "Who reports", _WHO[Route(route)] if route in Route.values else words.stated(route)
    for key, question, choices, routes in QUESTIONS:
        given = told.get(key)
        if _is_given(given):
            yield from _given(key, question, given, choices)
        elif route in routes:
            yield question, NOT_PROVIDED
        elif key in _SAID_IF_NOT_ASKED:
            yield question, NOT_ASKED
    yield from words.rows({key: value for key, value in told.items() if key not in _KNOWN})


def _is_given(given: Any) -> bool:
    if isinstance(given, dict):
        return any(given.values())
    if isinstance(given, list):
        return any(_is_given(one) for one in given)
    return bool(given)


def _given(
    key: str, question: str, given: Any, choices: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if key == "children":
        told = [one for one in given if _is_given(one)]
        for number, child in enumerate(told, start=1):
            yield (
                f"Child {number}" if len(told) > 1 else "About the child",
                _group(child, _OF_CHILD),
            )
    elif key == "services":
        yield question, words.stated([_account(one) for one in given if _is_given(one)])
    elif key == "person":
        yield question, _group(given, _OF_PERSON)
    else:
        yield question, _answer(given, choices)


_OF_PERSON = {
    "name": "Name",
    "age": "Age",
    "area": "Town or area",
    "knows_child": "How they know the child",
}
_OF_CHILD = {
    "name": "Name or nickname",
    "age": "Age",
    "area": "School or area",
    "communication": "Help to communicate",
}


def _group(said: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {said.get(key) or NOT_PROVIDED}" for key, label in labels.items())


# What the first form asked, on one page; nobody had a route.
_FIRST_QUESTIONS: dict[str, tuple[str, Mapping[str, str]]] = {
    "narrative": ("In the sender's words", {}),
    "about": ("What it is about", dict(answers.About.choices)),
    "happened": ("What has happened", dict(answers.Happened.choices)),
    "where": ("Where", dict(answers.Where.choices)),
    "when_code": ("When", dict(answers.When.choices)),
    "when": ("When, in the sender's words", {}),
    "person": ("About the person", {}),
    "lives_with_children": (
        "Lives with, looks after or works with children",
        dict(answers.LivesWithChildren.choices),
    ),
    "lives_with_whom": ("Which children", {}),
    "child": ("About the child", {}),
}


def _as_first_asked(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, (question, choices) in _FIRST_QUESTIONS.items():
        yield question, _answer(told.get(key), choices)
    accounts = [_account(one) for one in told.get("services") or [] if isinstance(one, dict)]
    yield "Accounts named", words.stated(accounts)
    rest = {k: v for k, v in told.items() if k not in _FIRST_QUESTIONS and k != "services"}
    yield from words.rows(rest)


def _account(said: Mapping[str, Any]) -> str:
    return ", ".join(str(one) for one in said.values() if one)


def _answer(given: Any, choices: Mapping[str, str]) -> str:
    if isinstance(given, list):
        return words.stated([choices.get(str(one), one) for one in given])
    return words.stated(choices.get(str(given), given))
