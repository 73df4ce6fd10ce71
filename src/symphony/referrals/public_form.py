"""A report from the public form, read into the rows of a referral."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from symphony.core.ids import uuid7
from symphony.referrals.models import RawDocument, Referral, StatedIdentifier, StatedPerson
from symphony.referrals.models.referral import Channel
from symphony.referrals.services.receiving import Arrival

IMPORTER = "public-form-1"
_GROUP_KINDS = {
    "user_name": StatedIdentifier.Kind.SCREEN_NAME,
    "link": StatedIdentifier.Kind.LINK,
}


def arrival(
    *,
    submission_id: UUID,
    reference: str,
    answers: dict[str, Any],
    danger_now: bool | None,
    received_at: datetime,
    team_id: int,
) -> Arrival:
    """Return the referral that a submission becomes, under the reference its sender was shown.

    :param answers: as `letterbox.models.Submission.answers`; whatever is missing was not stated
    """
    body = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
    referral = Referral(
        id=uuid7(),
        reference=reference,
        channel=Channel.PUBLIC_FORM,
        received_at=received_at,
        team_id=team_id,
        sender="Member of the public",
        danger_now=danger_now,
        platform=", ".join(filter(None, _services(answers)))[:256],
        narrative=str(answers.get("narrative") or ""),
        stated=answers,
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
    )


def _services(answers: dict[str, Any]) -> list[str]:
    groups = answers.get("services") or []
    return list(dict.fromkeys(str(group.get("service") or "").strip() for group in groups))


def _people(referral: Referral, answers: dict[str, Any]) -> list[StatedPerson]:
    """Return the person and the child, where anything was said of them or their account."""
    people: list[StatedPerson] = []
    said = {
        StatedPerson.Part.REPORTED_USER: str(answers.get("person") or "").strip(),
        StatedPerson.Part.CHILD: str(answers.get("child") or "").strip(),
    }
    has_account = any(
        str(group.get(key) or "").strip()
        for group in answers.get("services") or []
        for key in _GROUP_KINDS
    )
    for part, words in said.items():
        if words or (part == StatedPerson.Part.REPORTED_USER and has_account):
            people.append(
                StatedPerson(
                    id=uuid7(),
                    referral=referral,
                    part=part,
                    position=len(people) + 1,
                    details={"in_their_words": words} if words else {},
                )
            )
    return people


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
