"""Reads from a referral what the policies since 2026-1 ask. What is not stated is never No.

Built on what the first policy asked (`facts`), which is read as before; an officer's answers and
what linking finds are laid over it by whoever calls.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from symphony.letterbox.answers import THREATENED, Happened, HappenedToMe, OwnAge, Route
from symphony.referrals.models import (
    IpEvent,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.triage import facts
from symphony.triage.policy.words import NOT_KNOWN

_YEAR = timedelta(days=365)
# The furthest that was said, first.
_STAGES: Final[Mapping[str, str]] = {
    HappenedToMe.WANTS_TO_MEET: "meeting",
    Happened.ASKED_FOR_PICTURES: "asking",
    HappenedToMe.ASKED_FOR_PICTURE: "asking",
    Happened.WORRYING_TALK: "talk",
    HappenedToMe.UNCOMFORTABLE: "talk",
}
_OWN_AGES: Final[Mapping[str, str]] = {
    OwnAge.UNDER_10: "under_13",
    OwnAge.FROM_10_TO_12: "under_13",
    OwnAge.FROM_13_TO_15: "from_13_to_15",
    OwnAge.FROM_16_TO_17: "from_16_to_17",
}
_Kind, _Part = StatedIdentifier.Kind, StatedPerson.Part
# What somebody can be found by. A name that is only displayed, a link and a group lead nowhere
# by themselves.
_TO_FOLLOW: Final = frozenset(
    {_Kind.EMAIL, _Kind.PHONE, _Kind.SCREEN_NAME, _Kind.ACCOUNT, _Kind.PROFILE, _Kind.ADDRESS}
)
_SENDERS: Final = frozenset({_Part.REPORTER, _Part.REPORTER_CONTACT})


def read(
    referral: Referral,
    *,
    people: Iterable[StatedPerson],
    files: Iterable[ReportedFile],
    events: Iterable[IpEvent] = (),
    identifiers: Iterable[StatedIdentifier] = (),
) -> dict[str, str]:
    """Return the facts that the referral states; the rest are not known.

    Only "yes" is read from a mark that a company sets: a mark that is absent denies nothing.
    """
    people, files, events = list(people), list(files), list(events)
    found = facts.read(referral, people=people, files=files)
    children = [person for person in people if person.part == StatedPerson.Part.CHILD]
    marks = set(referral.annotations) | {mark for file in files for mark in file.annotations}
    happened = set(referral.stated.get("happened") or ())
    found["recent"] = _recent(referral, found["recent"])
    found |= _yes("child_identified", found.pop("child", NOT_KNOWN) == "stated")
    found["child_age"] = _age(children, referral.stated.get("own_age"))
    if not THREATENED.isdisjoint(happened):
        found["extortion"] = "yes"
    found |= _yes("coercion", found["extortion"] == "yes")
    found |= _yes("exploitation", bool(marks & {"csamSolicitation", "sadisticOnlineExploitation"}))
    found |= _yes("profit_motive", HappenedToMe.WANTS_MONEY in happened)
    found |= _yes(
        "self_made", "possibleSelfProduction" in marks or Happened.SENT_BY_CHILDREN in happened
    )
    found |= _yes("about_self", referral.stated.get("route") == Route.OWN_BEHAVIOUR)
    found["grooming_stage"] = next(
        (stage for said, stage in _STAGES.items() if said in happened), NOT_KNOWN
    )
    found["viewed_by_company"] = _viewed(files)
    found |= _yes("resolvable_event", any(_resolves(event) for event in events))
    senders = {person.pk for person in people if person.part in _SENDERS}
    found |= _yes(
        "identifiers",
        any(one.kind in _TO_FOLLOW and one.person_id not in senders for one in identifiers),
    )
    return {name: value for name, value in found.items() if value != NOT_KNOWN}


def _yes(name: str, stated: bool) -> dict[str, str]:
    return {name: "yes" if stated else NOT_KNOWN}


def _recent(referral: Referral, as_before: str) -> str:
    """Return the finer answer that this policy asks for; "older" alone does not tell a year."""
    if as_before != "older":
        return as_before
    if referral.incident_at is None:
        return NOT_KNOWN
    ago = referral.received_at - referral.incident_at
    return "within_a_year" if ago <= _YEAR else "over_a_year"


def _age(children: Iterable[StatedPerson], own_age: object) -> str:
    """Return the youngest child's age; one whose age is not stated leaves it not known."""
    ages = [child.age for child in children]
    if own_age in _OWN_AGES:
        return _OWN_AGES[str(own_age)]
    known = [age for age in ages if age is not None]
    if known and min(known) < 13:
        return "under_13"
    if not known or len(known) < len(ages) or min(known) > 17:
        return NOT_KNOWN
    return "from_13_to_15" if min(known) < 16 else "from_16_to_17"


def _viewed(files: Iterable[ReportedFile]) -> str:
    said = {file.viewed_by_company for file in files}
    if True in said:
        return "yes"
    return "no" if said == {False} else NOT_KNOWN


def _resolves(event: IpEvent) -> bool:
    """Say whether a provider could tell who it was: an address, a port, and a time with a zone."""
    return bool(event.address and event.port and event.at_utc and event.offset_stated)
