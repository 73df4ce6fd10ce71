"""Which policy is in force, any version by its name, and the past that a draft is tried against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from symphony.core.errors import NotFound
from symphony.referrals.models import Referral, StatedPerson
from symphony.triage import policy, rules
from symphony.triage.models import (
    Assessment,
    PolicyDraft,
    PolicyTask,
    PolicyTrial,
    PolicyVersion,
    QueueEntry,
)
from symphony.triage.policy import loading
from symphony.triage.policy.trying import Past


class State(StrEnum):
    """What became of a draft."""

    DRAFT = "Draft"
    TRIED = "Tried"
    APPROVED = "Approved"
    WITHDRAWN = "Withdrawn"
    REPLACED = "Replaced"


OPEN = (State.DRAFT, State.TRIED)
# By what a referral comes first, whatever the policy says.
_FIRST = ("reference", "danger_now", "high_priority", "self_harm", "alarm_words", "narrative")


@dataclass(frozen=True)
class VersionRow:
    """A version that grades, graded or is shipped to begin with."""

    name: str
    digest: str
    is_in_force: bool
    # None for a version that is shipped: nobody in this unit approved it.
    approved: PolicyVersion | None


@dataclass(frozen=True)
class DraftRow:
    """A draft, with what became of it and its latest trial."""

    draft: PolicyDraft
    state: State
    trial: PolicyTrial | None


def in_force() -> policy.Policy:
    """Return the policy that grades today: the one approved last, else the shipped one.

    :raises policy.BadPolicy: if its files are not whole and sound
    """
    latest = PolicyVersion.objects.order_by("-approved_at", "-pk").first()
    return _approved(latest.name, latest.digest) if latest else policy.load(policy.DEFAULT)


def version(name: str) -> policy.Policy:
    """Return any version that ever graded a referral, to read an old assessment by.

    :raises NotFound: if there is none of this name
    """
    if name in policy.shipped():
        return policy.load(name)
    found = PolicyVersion.objects.filter(name=name).values_list("digest", flat=True).first()
    if found is None:
        raise NotFound(f"There is no policy {name}.")
    return _approved(name, found)


@lru_cache(maxsize=32)
def _approved(name: str, digest: str) -> policy.Policy:
    files = PolicyVersion.objects.values_list("files", flat=True).get(name=name, digest=digest)
    return loading.load(name, {file: text.encode() for file, text in files.items()})


def files_of(name: str) -> dict[str, str]:
    """Return the files of a version, shipped or approved, as they were written.

    :raises NotFound: if there is none of this name
    """
    if name in policy.shipped():
        contents = loading.read_folder(policy.POLICIES / name)
        return {file: content.decode() for file, content in contents.items()}
    found = PolicyVersion.objects.filter(name=name).values_list("files", flat=True).first()
    if found is None:
        raise NotFound(f"There is no policy {name}.")
    return dict(found)


def versions() -> list[VersionRow]:
    """Return every version: those approved here, the latest first, then those shipped."""
    approved = PolicyVersion.objects.select_related("made_by", "approved_by", "trial")
    rows = [
        VersionRow(one.name, one.digest, place == 0, one)
        for place, one in enumerate(approved.order_by("-approved_at", "-pk"))
    ]
    begin = not rows
    return rows + [
        VersionRow(name, policy.load(name).digest, begin and name == policy.DEFAULT, None)
        for name in reversed(policy.shipped())
    ]


def drafts() -> QuerySet[PolicyDraft]:
    """Return every draft, the latest first."""
    return PolicyDraft.objects.select_related("made_by").order_by("-made_at", "-pk")


def open_drafts() -> QuerySet[PolicyDraft]:
    """Return the drafts that may still be approved, the latest first."""
    approved = PolicyVersion.objects.filter(trial__draft=OuterRef("pk"))
    return drafts().filter(~Exists(approved), withdrawn_at=None, replaced_by=None)


def draft(key: UUID) -> PolicyDraft:
    """Return one draft.

    :raises NotFound: if there is none
    """
    found = PolicyDraft.objects.select_related("made_by", "withdrawn_by").filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such draft of the policy.")
    return found


def draft_row(one: PolicyDraft) -> DraftRow:
    """Return the draft with its state and latest trial."""
    trial = one.trials.order_by("-tried_at", "-pk").first()
    return DraftRow(one, _state(one, trial), trial)


def state(one: PolicyDraft) -> State:
    """Return what became of a draft."""
    return draft_row(one).state


def _state(one: PolicyDraft, trial: PolicyTrial | None) -> State:
    if PolicyVersion.objects.filter(trial__draft=one).exists():
        return State.APPROVED
    if one.withdrawn_at is not None:
        return State.WITHDRAWN
    if PolicyDraft.objects.filter(replaces=one).exists():
        return State.REPLACED
    # A trial against a policy that is no longer in force approves nothing.
    if trial is not None and trial.against == in_force().version:
        return State.TRIED
    return State.DRAFT


def trial(key: UUID) -> PolicyTrial:
    """Return one trial.

    :raises NotFound: if there is none
    """
    found = PolicyTrial.objects.select_related("draft__made_by", "tried_by").filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such trial of a policy.")
    return found


def task(key: UUID) -> PolicyTask:
    """Return one piece of long work.

    :raises NotFound: if there is none
    """
    found = PolicyTask.objects.select_related("draft", "asked_by").filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such work on the policy.")
    return found


def open_tasks() -> QuerySet[PolicyTask]:
    """Return what was asked for and has not ended, the oldest first."""
    found = PolicyTask.objects.filter(ended_at=None).select_related("draft", "asked_by")
    return found.order_by("asked_at", "pk")


def waiting_under_another(name: str) -> QuerySet[QueueEntry]:
    """Return what waits in the queue and was graded last by another version than this."""
    latest = Assessment.objects.filter(referral=OuterRef("pk")).order_by("-assessed_at", "-pk")
    return (
        QueueEntry.objects.filter(left_at=None)
        .annotate(graded_by=Subquery(latest.values("policy_version")[:1]))
        .exclude(graded_by=name)
        .order_by("rank", "due_at", "pk")
    )


def was_graded_again(*, since: datetime) -> bool:
    """Say whether the whole queue was graded again since a moment, to the end."""
    again = PolicyTask.objects.filter(kind=PolicyTask.Kind.REGRADING, fault="")
    return bool(again.filter(asked_at__gte=since, ended_at__isnull=False).exists())


def past() -> Iterator[Past]:
    """Return every referral that has stored facts, by its latest assessment, oldest first."""
    referrals = (
        _graded()
        .annotate(children=Count("people", filter=Q(people__part=StatedPerson.Part.CHILD)))
        .order_by("received_at", "pk")
        .only(*_FIRST)
    )
    for one in referrals.iterator(chunk_size=2_000):
        first = rules.first_reasons(one)
        yield Past(one.reference, one.stored, one.children, bool(first))


def count_past() -> int:
    """Return how many referrals a draft is tried against."""
    facts = Assessment.objects.filter(referral=OuterRef("pk")).exclude(facts={})
    return int(Referral.objects.filter(Exists(facts)).count())


def _graded() -> QuerySet[Any]:
    latest = Assessment.objects.filter(referral=OuterRef("pk")).exclude(facts={})
    return Referral.objects.annotate(
        stored=Subquery(latest.order_by("-assessed_at", "-pk").values("facts")[:1])
    ).filter(stored__isnull=False)
