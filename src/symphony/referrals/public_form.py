"""A report from the public form, read into the rows of a referral."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from symphony.core.ids import uuid7
from symphony.letterbox.answers import FORM, OwnAge, Route, SelfHarm
from symphony.referrals.models import (
    RawDocument,
    Referral,
    SealedContact,
    StatedIdentifier,
    StatedPerson,
)
from symphony.referrals.models.referral import Channel
from symphony.referrals.services.receiving import Arrival

IMPORTER = "public-form-2"
# Who sent it, as lists and pages say it. The first form did not ask.
SENDERS: dict[str, str] = {
    Route.CHILD: "A child, about themselves",
    Route.WORRIED: "Member of the public",
    Route.PROFESSIONAL: "A professional",
    Route.SURVIVOR: "An adult, about their own childhood",
    Route.OWN_BEHAVIOUR: "Someone worried about their own behaviour",
}
THE_SENDER = "The sender of this report"
_GROUP_KINDS = {
    "user_name": StatedIdentifier.Kind.SCREEN_NAME,
    "link": StatedIdentifier.Kind.LINK,
}
_SAID_OF_SELF_HARM = {SelfHarm.YES.value: True, SelfHarm.NO.value: False}
_OLDEST = 130
# What `StatedPerson.age_stated` holds.
LONGEST_AGE = 60


def arrival(
    *,
    submission_id: UUID,
    reference: str,
    answers: dict[str, Any],
    danger_now: bool | None,
    received_at: datetime,
    team_id: int,
    sealed_contact: bytes | None = None,
    doubts: Sequence[str] = (),
) -> Arrival:
    """Return the referral that a submission becomes, under the reference its sender was shown.

    :param answers: as `letterbox.models.Submission.answers`, of the form that is asked today or
        of the first one; whatever is missing was not stated
    """
    body = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
    referral = Referral(
        id=uuid7(),
        reference=reference,
        channel=Channel.PUBLIC_FORM,
        received_at=received_at,
        team_id=team_id,
        sender=SENDERS.get(answers.get("route") or "", SENDERS[Route.WORRIED]),
        danger_now=danger_now,
        self_harm=_SAID_OF_SELF_HARM.get(answers.get("self_harm") or ""),
        platform=", ".join(filter(None, _services(answers)))[:256],
        narrative=str(answers.get("narrative") or ""),
        stated=answers,
        doubts=list(doubts),
    )
    people = _people(referral, answers)
    return Arrival(
        referral=referral,
        document=RawDocument(
            id=uuid7(),
            referral=referral,
            kind=RawDocument.Kind.SUBMISSION,
            channel=Channel.PUBLIC_FORM,
            # Two people may write the same words: the submission's own id keeps them apart.
            sha256=hashlib.sha256(submission_id.bytes + body).hexdigest(),
            size=len(body),
            body=body,
            received_at=received_at,
            importer=IMPORTER,
        ),
        people=people,
        identifiers=_identifiers(referral, people, answers),
        sealed_contact=SealedContact(referral=referral, box=sealed_contact)
        if sealed_contact
        else None,
    )


def _services(answers: dict[str, Any]) -> list[str]:
    groups = answers.get("services") or []
    return list(dict.fromkeys(str(group.get("service") or "").strip() for group in groups))


def _people(referral: Referral, answers: dict[str, Any]) -> list[StatedPerson]:
    """Return the person and the children, where anything was said of them or their account."""
    read = _as_asked_today if answers.get("form") == FORM else _as_first_asked
    people = list(read(answers))
    for position, person in enumerate(people, start=1):
        person.referral, person.position = referral, position
    return people


def _as_first_asked(answers: dict[str, Any]) -> Iterable[StatedPerson]:
    """Read the form of one page: a text about the person, and one about the child."""
    for part, key in (("reported_user", "person"), ("child", "child")):
        words = str(answers.get(key) or "").strip()
        if words or (part == "reported_user" and _names_an_account(answers)):
            details = {"in_their_words": words} if words else {}
            yield StatedPerson(id=uuid7(), part=part, details=details)


def _as_asked_today(answers: dict[str, Any]) -> Iterable[StatedPerson]:
    said = answers.get("person") or {}
    if any(said.values()) or _names_an_account(answers):
        yield _person(
            StatedPerson.Part.REPORTED_USER,
            said,
            {"area": said.get("area"), "knows_child": said.get("knows_child")},
        )
    if answers.get("route") == Route.CHILD:
        yield _child_who_reports(answers)
    for child in answers.get("children") or []:
        if any(child.values()):
            details = {
                "school_or_area": child.get("area"),
                "communication": child.get("communication"),
            }
            yield _person(StatedPerson.Part.CHILD, child, details)


def _person(part: str, said: dict[str, Any], details: dict[str, Any]) -> StatedPerson:
    age = str(said.get("age") or "").strip()
    if len(age) > LONGEST_AGE:
        details = {**details, "age": age}
    return StatedPerson(
        id=uuid7(),
        part=part,
        name=str(said.get("name") or "").strip(),
        age_stated=age[:LONGEST_AGE],
        age=int(age) if age.isdecimal() and len(age) <= 3 and int(age) <= _OLDEST else None,
        details={key: value for key, value in details.items() if value},
    )


def _child_who_reports(answers: dict[str, Any]) -> StatedPerson:
    """Return the child, who is the sender: how old, where they said it, and no name.

    A name is a contact detail, which is sealed.
    """
    own_age = str(answers.get("own_age") or "")
    says = own_age in OwnAge.values and own_age != OwnAge.RATHER_NOT
    return _person(
        StatedPerson.Part.CHILD,
        {"age": OwnAge(own_age).label if says else ""},
        {"who_it_is": THE_SENDER},
    )


def _names_an_account(answers: dict[str, Any]) -> bool:
    return any(
        str(group.get(key) or "").strip()
        for group in answers.get("services") or []
        for key in _GROUP_KINDS
    )


def _identifiers(
    referral: Referral, people: list[StatedPerson], answers: dict[str, Any]
) -> list[StatedIdentifier]:
    reported = next((p for p in people if p.part == StatedPerson.Part.REPORTED_USER), None)
    return [
        StatedIdentifier(
            id=uuid7(),
            referral=referral,
            person=reported,
            kind=kind,
            value=value,
            plain=value.casefold()[:300],
            details={"service": str(group.get("service") or "")},
        )
        for group in answers.get("services") or []
        for key, kind in _GROUP_KINDS.items()
        if (value := str(group.get(key) or "").strip())
    ]
