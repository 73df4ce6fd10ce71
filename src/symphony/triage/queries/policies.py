"""Which policy is in force, any version by its name, and every draft, trial and piece of work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from symphony.core.errors import NotFound
from symphony.triage import policy
from symphony.triage.models import (
    Assessment,
    PolicyDraft,
    PolicyTask,
    PolicyTrial,
    PolicyVersion,
    QueueEntry,
)
from symphony.triage.policy import loading


class State(StrEnum):
    """What became of a draft."""

    DRAFT = "Draft"
    TRIED = "Tried"
    APPROVED = "Approved"
    WITHDRAWN = "Withdrawn"
    REPLACED = "Replaced"


OPEN = (State.DRAFT, State.TRIED)


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


@dataclass(frozen=True)
class InForce:
    """What grades today: its name, and the policy itself, or what is wrong with its files."""

    name: str
    loaded: policy.Policy | None
    problems: tuple[policy.Problem, ...] = ()


def in_force() -> policy.Policy:
    """Return the policy that grades today: the one approved last, else the shipped one.

    :raises policy.BadPolicy: if its files are not whole and sound
    """
    latest = _latest()
    return _approved(*latest) if latest else policy.load(policy.DEFAULT)


def name_in_force() -> str:
    """Return the name of the policy in force, which is known even where nobody can read it."""
    latest = _latest()
    return latest[0] if latest else policy.DEFAULT


def read_in_force() -> InForce:
    """Return the policy in force with its name, or with all that is wrong with it.

    A later release may check more than the one under which a version was approved.
    """
    try:
        found = in_force()
    except policy.BadPolicy as bad:
        return InForce(name_in_force(), None, bad.problems)
    return InForce(found.version, found)


def _latest() -> tuple[str, str] | None:
    """Return name and digest of the version approved last."""
    approved = PolicyVersion.objects.order_by("-approved_at", "-pk")
    return approved.values_list("name", "digest").first()


def version(name: str) -> policy.Policy:
    """Return any version that ever graded a referral, to read an old assessment by.

    What a unit approved comes before what a later release ships under the same name.

    :raises NotFound: if there is none of this name
    :raises policy.BadPolicy: if its files do not pass the checks of this release
    """
    found = PolicyVersion.objects.filter(name=name).values_list("digest", flat=True).first()
    if found is not None:
        return _approved(name, found)
    if name in policy.shipped():
        return policy.load(name)
    raise NotFound(f"There is no policy {name}.")


def _approved(name: str, digest: str) -> policy.Policy:
    found = _loaded(name, digest)
    if isinstance(found, policy.Policy):
        return found
    raise policy.BadPolicy(*found)


@lru_cache(maxsize=32)
def _loaded(name: str, digest: str) -> policy.Policy | tuple[policy.Problem, ...]:
    """Return the policy or its faults: what one release makes of the same files never changes."""
    files = PolicyVersion.objects.values_list("files", flat=True).get(name=name, digest=digest)
    try:
        return loading.load(name, {file: text.encode() for file, text in files.items()})
    except policy.BadPolicy as bad:
        return bad.problems


def files_of(name: str) -> dict[str, str]:
    """Return the files of a version, approved or shipped, as they were written.

    :raises NotFound: if there is none of this name
    """
    found = PolicyVersion.objects.filter(name=name).values_list("files", flat=True).first()
    if found is not None:
        return dict(found)
    if name in policy.shipped():
        contents = loading.read_folder(policy.POLICIES / name)
        return {file: content.decode() for file, content in contents.items()}
    raise NotFound(f"There is no policy {name}.")


def versions() -> list[VersionRow]:
    """Return every version: those approved here, the latest first, then those shipped."""
    approved = PolicyVersion.objects.select_related("made_by", "approved_by", "trial")
    rows = [
        VersionRow(one.name, one.digest, place == 0, one)
        for place, one in enumerate(approved.order_by("-approved_at", "-pk"))
    ]
    begin, taken = not rows, {row.name for row in rows}
    return rows + [
        VersionRow(name, _shipped_digest(name), begin and name == policy.DEFAULT, None)
        for name in reversed(policy.shipped())
        if name not in taken
    ]


@lru_cache(maxsize=32)
def _shipped_digest(name: str) -> str:
    return loading.digest(loading.read_folder(policy.POLICIES / name))


def was_approved(name: str, digest: str) -> bool:
    """Say whether these files were put in force here under this name."""
    return bool(PolicyVersion.objects.filter(name=name, digest=digest).exists())


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
    if trial is not None and trial.against == name_in_force():
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
