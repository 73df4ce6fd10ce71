"""New facts: each is kept with its source, and the policy is asked again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.bulk import copy_in
from symphony.core.errors import DomainError
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral
from symphony.triage import grading, policy, rules
from symphony.triage.grading import Known
from symphony.triage.models import Assessment, Decision, FactAnswer, GradeChange, QueueEntry
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import answering, policies
from symphony.triage.queries.answering import Answer
from symphony.triage.services import placing
from symphony.triage.services.holding import renew

Source = FactAnswer.Source
# What grading reads of a referral.
READ = ("people", "files", "ip_events", "identifiers")


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
    current = policies.in_force()
    _check(answers, current)
    entries = hold_entries([referral.pk])
    one = grading.known(referral)
    read = grading.stated(one)
    stands, _ = grading.laid_over(read, one.answers, by=current)
    new = [
        FactAnswer(
            referral=referral,
            fact=fact,
            value=value,
            source=Source.OFFICER,
            stated=read.get(fact, NOT_KNOWN),
            said_by=by.staff_number,
            said_at=at,
        )
        for fact, value in answers.items()
        if value != stands.get(fact, NOT_KNOWN) or (value == NOT_KNOWN and fact not in one.answers)
    ]
    [one] = keep([one], new, by=by.staff_number, at=at)
    [after] = again(
        [one],
        entries,
        current,
        because="An officer answered",
        by=by.staff_number,
        at=at,
        looking=True,
    )
    renew(referral=referral, by=by, at=at)
    return after


def _check(answers: Mapping[str, str], current: policy.Policy) -> None:
    for fact, value in answers.items():
        if fact not in current.facts:
            raise NotAnAnswer(f"Policy {current.version} asks nothing called {fact}.")
        if value not in current.facts[fact].domain:
            raise NotAnAnswer(f"{value} is no answer to: {current.facts[fact].question}")


def keep(known: list[Known], new: list[FactAnswer], *, by: str, at: datetime) -> list[Known]:
    """Store these answers, and return what is known with them."""
    FactAnswer.objects.bulk_create(new)
    of_each: dict[UUID, list[FactAnswer]] = {}
    for answer in new:
        of_each.setdefault(answer.referral_id, []).append(answer)
    audit.record_many(
        [
            audit.Act(
                "triage.facts_answered",
                list(filter(None, [answers[0].referral.reference, answers[0].about])),
                {
                    "facts": sorted(answer.fact for answer in answers),
                    "source": answers[0].source,
                },
            )
            for answers in of_each.values()
        ],
        by=by,
        at=at,
    )
    return [
        replace(one, answers=_with(one.answers, of_each.get(one.referral.pk, ()))) for one in known
    ]


def _with(
    before: Mapping[str, Sequence[Answer]], new: Iterable[FactAnswer]
) -> dict[str, list[Answer]]:
    found = {fact: list(said) for fact, said in before.items()}
    for answer in new:
        found.setdefault(answer.fact, []).append(answering.as_answer(answer))
    return found


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
    entries = hold_entries([referral.pk])
    known = [grading.known(referral)]
    [after] = again(
        known, entries, grading.in_force(), because=because, by=by, at=at, looking=looking
    )
    return after


def hold_entries(keys: Iterable[UUID]) -> dict[UUID, QueueEntry]:
    """Lock the queue entries of these referrals, always in one order, and return them."""
    found = QueueEntry.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    return {entry.pk: entry for entry in found}


def known_of(entries: Mapping[UUID, QueueEntry]) -> list[Known]:
    """Return what is known of each of these referrals: six queries, however many there are."""
    referrals = list(Referral.objects.filter(pk__in=entries).order_by("pk"))
    prefetch_related_objects(referrals, *READ)
    answers = answering.answers_of(referrals)
    return [grading.known(referral, answers=answers[referral.pk]) for referral in referrals]


def again(
    known: Sequence[Known],
    entries: Mapping[UUID, QueueEntry],
    current: policy.Policy | str,
    *,
    because: str,
    by: str,
    at: datetime,
    looking: bool = False,
) -> list[Assessment]:
    """Grade referrals again whose entries are held; call inside a transaction.

    :param current: the policy in force, or why it cannot be read
    :param looking: an officer who works on the waiting referral caused it, and sees the result
    """
    before = answering.latest_assessments([one.referral.pk for one in known])
    after = [grading.try_to_assess(one, by=current, because=because, at=at) for one in known]
    store(known, before, after, entries, by=by, at=at, looking=looking)
    return after


def store(
    known: Sequence[Known],
    before: Mapping[UUID, Assessment],
    after: Sequence[Assessment],
    entries: Mapping[UUID, QueueEntry],
    *,
    by: str,
    at: datetime,
    looking: bool = False,
) -> None:
    """Keep what was worked out again, with the place, the alerts and the changes that follow.

    :param before: the latest assessment of each until now
    """
    moved = _moved(before, after, entries)
    copy_in(after)
    placing.place(known, after, entries)
    placing.alert(before, after, at=at)
    seen = {pk for pk, entry in entries.items() if looking and entry.left_at is None}
    GradeChange.objects.bulk_create(
        GradeChange(
            id=uuid7(),
            referral=assessment.referral,
            before=moved[assessment.referral_id],
            after=assessment,
            because=assessment.because,
            raised_at=at,
        )
        for assessment in after
        if assessment.referral_id in moved and assessment.referral_id not in seen
    )
    audit.record_many(
        [
            audit.Act(
                "triage.reassessed",
                assessment.referral.reference,
                {
                    "band": assessment.band,
                    "policy": assessment.policy_version,
                    "moved": assessment.referral_id in moved,
                },
            )
            for assessment in after
        ],
        by=by,
        at=at,
    )


def _moved(
    before: Mapping[UUID, Assessment],
    after: Sequence[Assessment],
    entries: Mapping[UUID, QueueEntry],
) -> dict[UUID, Assessment]:
    """Return, of what the policy now says something else about, what it said before.

    A failure says nothing: what follows it is measured by what was worked out last, or, where
    nothing ever was, by what an officer decided by hand.
    """
    graded = [one for one in after if one.band]
    failed = [one.referral_id for one in graded if before[one.referral_id].band is None]
    said = dict(before)
    agreed: set[UUID] = set()
    if failed:
        said |= answering.latest_assessments(failed, with_band=True)
        agreed = _decided_the_same(graded, entries)
    return {
        one.referral_id: said[one.referral_id]
        for one in graded
        if outcome(said[one.referral_id]) != outcome(one)
        and not (said[one.referral_id].band is None and one.referral_id in agreed)
    }


def _decided_the_same(
    graded: Sequence[Assessment], entries: Mapping[UUID, QueueEntry]
) -> set[UUID]:
    """Return of which referrals a decision stands that gives the same band and path."""
    out = {one.referral_id: one for one in graded if entries[one.referral_id].left_at is not None}
    standing = Decision.objects.filter(referral__in=out, replaced_at=None)
    return {
        referral
        for referral, band, path in standing.values_list("referral", "band", "path")
        if (band, path) == (out[referral].band, out[referral].path)
    }


def outcome(assessment: Assessment) -> tuple[str | None, str | None, str]:
    """Return what an officer acts on: band, path and its kind."""
    return assessment.band, assessment.path, assessment.variant
