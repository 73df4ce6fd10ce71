"""What the policy makes of a referral, and the place in the queue that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from symphony.core.errors import NotFound
from symphony.core.ids import uuid7
from symphony.referrals.models import (
    IpEvent,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.triage import policy, reading, rules
from symphony.triage.models import Assessment, Band, FactAnswer, Path, QueueEntry
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import answering, policies
from symphony.triage.queries.answering import Answer

log = structlog.get_logger("symphony.triage")
NOT_GRADED = "Rules could not run, so it waits after high"
NOT_GRADED_AGAIN = "could not be graded again on what came since"


@dataclass(frozen=True)
class Known:
    """Everything that is known about one referral today, as rows."""

    referral: Referral
    people: list[StatedPerson]
    files: list[ReportedFile]
    events: list[IpEvent] = field(default_factory=list)
    # Every answer to each question, oldest first, by fact.
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    identifiers: list[StatedIdentifier] = field(default_factory=list)


def known(referral: Referral, *, answers: Mapping[str, Sequence[Answer]] | None = None) -> Known:
    """Return what is stored about a referral: what it states, and what was answered since.

    :param answers: what was answered, where it has been read already
    """
    return Known(
        referral,
        people=list(referral.people.all()),
        files=list(referral.files.all()),
        events=list(referral.ip_events.all()),
        answers=answering.answers(referral) if answers is None else answers,
        identifiers=list(referral.identifiers.all()),
    )


def stated(one: Known) -> dict[str, str]:
    """Return the facts that the referral itself states; the rest are not known."""
    return reading.read(
        one.referral,
        people=one.people,
        files=one.files,
        events=one.events,
        identifiers=one.identifiers,
    )


def try_to_read(one: Known) -> dict[str, str]:
    """Return the same, or nothing where it cannot be read: grading will fail on it and say so."""
    try:
        return stated(one)
    except Exception as failure:
        log.error("not_read", reference=one.referral.reference, failure=type(failure).__name__)
        return {}


def laid_over(
    read: Mapping[str, str], answers: Mapping[str, Sequence[Answer]], *, by: policy.Policy
) -> tuple[dict[str, str], dict[str, Answer]]:
    """Return the facts with the answers laid over what was read, and the answers that count.

    An answer counts while the referral states what it stated when it was given: a report that
    says more since then is heard, and the question is open again. One that this version of the
    policy does not know is not known.
    """
    counting = {
        name: answer
        for name, said in answers.items()
        if name in by.facts
        and (answer := that_counts(said, by.facts[name], stated=read.get(name, NOT_KNOWN)))
    }
    return {**read, **{name: answer.value for name, answer in counting.items()}}, counting


def that_counts(said: Sequence[Answer], fact: Fact, *, stated: str) -> Answer | None:
    """Return which of the answers to one question counts, or None if none does.

    An officer's stands over whatever was said before. What was learnt never makes light of what is
    said already, and takes back only what its own source said. This is judged here, by the policy
    that grades, because what was learnt is kept also while no policy can be read.

    :param said: oldest first
    :param stated: what the referral itself states
    """
    counts: Answer | None = None
    for answer in said:
        if answer.stated != stated or answer.value not in fact.domain:
            continue
        if answer.source != FactAnswer.Source.OFFICER:
            own = counts is not None and counts.source == answer.source
            # One's own earlier word is replaced; another's stands if it is graver.
            beside = stated if own or counts is None else counts.value
            takes_back = answer.value == NOT_KNOWN
            if (takes_back and not own) or _makes_light(fact, answer.value, beside):
                continue
        counts = None if answer.value == NOT_KNOWN else answer
    return counts


def _makes_light(fact: Fact, value: str, beside: str) -> bool:
    """Say whether an answer reassures although something graver is said already."""
    if NOT_KNOWN in (value, beside) or value not in fact.reassuring:
        return False
    return beside not in fact.reassuring or fact.domain.index(value) > fact.domain.index(beside)


def assess(one: Known, *, by: policy.Policy, because: str = "", at: datetime) -> Assessment:
    """Return what a policy makes of what is known; not stored.

    The facts that always come first are floors: they give the highest band, whatever fires.
    """
    facts, answers = laid_over(stated(one), one.answers, by=by)
    result = by.assess(by.complete(facts))
    first = [
        {"rule": name, "says": says, "facts": {}, "gives": Band.VERY_HIGH.value}
        for name, says in rules.first_reasons(one.referral)
    ]
    return Assessment(
        id=uuid7(),
        referral=one.referral,
        policy_version=by.version,
        band=Band.VERY_HIGH if first else result.band,
        path=Path.INVESTIGATE if first else result.path,
        variant="" if first else result.variant,
        quality=result.quality,
        reasons=[*first, *result.reasons()],
        facts=facts,
        sources={name: answer.as_dict() for name, answer in answers.items()},
        because=because[:200],
        assessed_at=at,
    )


def in_force() -> policy.Policy | str:
    """Return the policy that grades; if it cannot be read, why not: nothing is graded then."""
    try:
        with transaction.atomic():
            return policies.in_force()
    except Exception as failure:
        log.error("policy_not_read", failure=type(failure).__name__)
        return f"{type(failure).__name__}: {failure}"


def version(name: str) -> policy.Policy | str:
    """Return the policy that graded once, or in a sentence why it cannot be read any more."""
    try:
        with transaction.atomic():
            return policies.version(name)
    except NotFound:
        return "It is not among the versions that are kept here."
    except Exception as failure:
        log.error("policy_not_read", version=name, failure=type(failure).__name__)
        return f"Its files cannot be read ({type(failure).__name__})."


def try_to_assess(
    one: Known, *, by: policy.Policy | str, because: str = "", at: datetime
) -> Assessment:
    """Return the assessment, or one without a band that says why the rules could not run.

    Whatever goes wrong in the policy, of whatever kind, the referral is received and queued:
    "not graded" is a visible state with its own place and alert.
    """
    if isinstance(by, str):
        return not_graded(one.referral, failure=by, because=because, at=at)
    try:
        return assess(one, by=by, because=because, at=at)
    except Exception as failure:
        log.error("not_graded", reference=one.referral.reference, failure=type(failure).__name__)
        words = f"{type(failure).__name__}: {failure}"
        return not_graded(one.referral, failure=words, by=by.version, because=because, at=at)


def not_graded(
    referral: Referral, *, failure: str, by: str = "", because: str = "", at: datetime
) -> Assessment:
    """Return the assessment that says that there is none.

    :param by: the version that failed; without it, the one in force, which nobody could read
    """
    return Assessment(
        id=uuid7(),
        referral=referral,
        policy_version=by or policies.name_in_force(),
        band=None,
        path=None,
        reasons=[],
        facts={},
        failure=failure[:500],
        because=because[:200],
        assessed_at=at,
    )


def place(
    referral: Referral, assessment: Assessment, *, before: QueueEntry | None = None
) -> dict[str, Any]:
    """Return rank, band, reason, path and due time of its queue entry, and whether it keeps them.

    A failure of the rules takes nothing away: what had a band keeps band, path and time, its place
    too unless it comes first by now, and says that this is what was worked out before.

    :param before: the entry as it stands, of a referral that is graded again
    """
    first = [says for _, says in rules.first_reasons(referral)]
    if assessment.band is None and before is not None and before.band:
        why = "; ".join(dict.fromkeys(first)) or before.reason.removesuffix(f"; {NOT_GRADED_AGAIN}")
        room = 200 - len(f"; {NOT_GRADED_AGAIN}")
        return {
            "rank": rules.RANK_FIRST if first else before.rank,
            "band": before.band,
            "reason": f"{why[:room]}; {NOT_GRADED_AGAIN}",
            "path": before.path,
            "due_at": before.due_at,
            "keeps_band": True,
        }
    band = Band(assessment.band) if assessment.band else None
    # The weightiest rule says why in one line; the decision page lists all that fired.
    graded = [reason["says"] for reason in assessment.reasons if reason["gives"] == band][:1]
    words = first or graded or [NOT_GRADED]
    return {
        "rank": rules.rank(band=band, comes_first=bool(first)),
        "band": band,
        "path": assessment.path,
        "reason": "; ".join(dict.fromkeys(words))[:200],
        "due_at": rules.due_at(band=band, received_at=referral.received_at),
        "keeps_band": False,
    }


def queue_entry(referral: Referral, assessment: Assessment, *, area: str = "") -> QueueEntry:
    """Return the referral's entry in the intake team's queue; not stored.

    :param area: as `area.of` reads it from what is stated
    """
    return QueueEntry(
        referral=referral,
        received_at=referral.received_at,
        team_id=referral.team_id,
        is_doubtful=rules.is_doubtful(referral),
        area=area,
        **place(referral, assessment),
    )
