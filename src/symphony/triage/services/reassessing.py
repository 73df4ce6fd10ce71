"""New facts: each is kept with its source, and the policy is asked again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.bulk import copy_in
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.referrals.models import Referral
from symphony.triage import area, grading, policy, queries, rules
from symphony.triage.models import Alert, Assessment, FactAnswer, GradeChange, QueueEntry
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import policies
from symphony.triage.services.taking_in import alerts

Source = FactAnswer.Source


class NotAnAnswer(DomainError):
    """The policy in force has no such question, or the question no such answer."""


@transaction.atomic
def answer_facts(
    *, referral: Referral, answers: Mapping[str, str], by: User, at: datetime
) -> Assessment:
    """Keep an officer's answers to the policy's questions, and work the suggestion out again.

    "not_known" takes an earlier answer back. An answer that says what is known already is not kept
    twice.

    :param answers: value by fact, as the policy in force names them
    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises NotAnAnswer: if the policy in force does not know the fact or the value
    """
    rules.check_may_decide(by)
    _keep(
        referral,
        answers,
        source=Source.OFFICER,
        about="",
        said_by=by.staff_number,
        at=at,
        current=policies.in_force(),
    )
    return reassess(
        referral=referral, because="An officer answered", by=by.staff_number, at=at, looking=True
    )


@transaction.atomic
def learn(
    *,
    referral: Referral,
    facts: Mapping[str, str],
    source: Source,
    about: str,
    because: str,
    by: str,
    at: datetime,
) -> Assessment:
    """Keep what a later stage learnt about a referral, and work its grade out again.

    A fact that the policy in force does not ask is left out: the change is still worked out.

    :param facts: value by fact, as the shipped policy names them
    :param about: the case or referral that it was learnt from
    :param because: one line for the officer, without any name: "A child was added to the case"
    """
    current = grading.in_force()
    if not isinstance(current, str):
        asked = {
            fact: value
            for fact, value in facts.items()
            if fact in current.facts and value in current.facts[fact].domain
        }
        _keep(referral, asked, source=source, about=about, said_by=by, at=at, current=current)
    return reassess(referral=referral, because=because, by=by, at=at)


def _keep(
    referral: Referral,
    answers: Mapping[str, str],
    *,
    source: Source,
    about: str,
    said_by: str,
    at: datetime,
    current: policy.Policy,
) -> None:
    _check(answers, current)
    one = grading.known(referral)
    read = grading.stated(one)
    stands, _ = grading.laid_over(read, one.answers, by=current)
    new = [
        FactAnswer(
            referral=referral,
            fact=fact,
            value=value,
            source=source,
            stated=read.get(fact, NOT_KNOWN),
            about=about,
            said_by=said_by,
            said_at=at,
        )
        for fact, value in answers.items()
        if value != stands.get(fact, NOT_KNOWN)
        or (value == NOT_KNOWN and fact not in one.answers and source == Source.OFFICER)
    ]
    FactAnswer.objects.bulk_create(new)
    if new:
        audit.record(
            what="triage.facts_answered",
            about=[referral.reference, *([about] if about else [])],
            by=said_by,
            at=at,
            facts=sorted(answer.fact for answer in new),
            source=source.value,
        )


def _check(answers: Mapping[str, str], current: policy.Policy) -> None:
    for fact, value in answers.items():
        if fact not in current.facts:
            raise NotAnAnswer(f"Policy {current.version} asks nothing called {fact}.")
        if value not in current.facts[fact].domain:
            raise NotAnAnswer(f"{value} is no answer to: {current.facts[fact].question}")


@transaction.atomic
def reassess(
    *, referral: Referral, because: str, by: str, at: datetime, looking: bool = False
) -> Assessment:
    """Grade the referral again on what is known now; its place in the queue follows.

    Earlier assessments stay. A referral that has left the queue stays out of it. Where the policy
    now says something else, "band may have changed" stands open until an officer has looked at it.

    :param because: what was learnt, in one line without names
    :param looking: an officer who works on the waiting referral caused it, and sees the result
    """
    entry = QueueEntry.objects.select_for_update().get(referral=referral)
    before = queries.latest_assessment(referral)
    known = grading.known(referral)
    after = grading.try_to_assess(known, by=grading.in_force(), because=because, at=at)
    after.save(force_insert=True)
    place = grading.place(referral, after)
    # What an officer moved into the queue stays there, and what comes first is never apart.
    place["area"] = area.of(known.people, referral.identifiers.all())
    place["is_doubtful"] = entry.is_doubtful and rules.is_doubtful(referral)
    for name, value in place.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(place))
    # What newly comes first, or cannot be graded, alerts; what has been alerted does not again.
    if not Alert.objects.filter(referral=referral).exists():
        copy_in(alerts([after], at=at))
        work_waits("alerts")
    moved = outcome(before) != outcome(after)
    if moved and not (looking and entry.left_at is None):
        GradeChange.objects.create(
            referral=referral, before=before, after=after, because=because[:200], raised_at=at
        )
    audit.record(
        what="triage.reassessed",
        about=referral.reference,
        by=by,
        at=at,
        band=after.band,
        policy=after.policy_version,
        moved=moved,
    )
    return after


def outcome(assessment: Assessment) -> tuple[str | None, str | None, str]:
    """Return what an officer acts on: band, path and its kind."""
    return assessment.band, assessment.path, assessment.variant


def grade_ungraded(*, at: datetime) -> int:
    """Try again to grade what could not be graded; return how many now are."""
    graded = 0
    for referral in queries.not_graded():
        because = "The rules can run again"
        after = reassess(referral=referral, because=because, by="system:worker", at=at)
        graded += after.band is not None
    return graded


@transaction.atomic
def look_at_changes(*, referral: Referral, why_kept: str = "", by: User, at: datetime) -> int:
    """Close every open change of the referral's grade: an officer has looked; return how many.

    :param why_kept: why the decision that stands is kept; it has to be said where one stands
    :raises rules.NotAllowedToDecide: if their role does not decide on referrals
    :raises rules.RationaleMissing: if a decision stands and nothing is said
    """
    rules.check_may_decide(by)
    if queries.current_decision(referral) and not why_kept.strip():
        raise rules.RationaleMissing("Enter why the decision stands.")
    count: int = close_changes(referral, why_kept=why_kept.strip(), by=by, at=at)
    return count


def close_changes(referral: Referral, *, why_kept: str, by: User, at: datetime) -> int:
    """Mark every open change as looked at, by the act of another service, and record it."""
    closed = GradeChange.objects.filter(referral=referral, looked_at=None).update(
        looked_at=at, looked_by=by, why_kept=why_kept
    )
    if closed:
        audit.record(
            what="triage.change_looked_at",
            about=referral.reference,
            by=by.staff_number,
            at=at,
            kept=bool(why_kept),
        )
    return closed
