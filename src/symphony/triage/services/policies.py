"""Changing the policy: a draft, its trial against the past, and a second person who approves."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection, transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.triage import policy
from symphony.triage.models import PolicyDraft, PolicyTrial, PolicyVersion
from symphony.triage.policy import loading, trying
from symphony.triage.policy.trying import Trial
from symphony.triage.queries import past, policies

# As it stands in an address; what is written there already is no name of a version.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
RESERVED = {"drafts", "trials", "tasks", "regrade"}
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\.csv", re.ASCII)
MOST_FILES = 60
_LOCK = 0x504F4C494359


class NotAllowedToChangePolicy(DomainError):
    """The person's role does not change or approve the policy."""


class PolicyRefused(DomainError):
    """The files cannot be meant as they are written; every fault is listed."""

    def __init__(self, bad: policy.BadPolicy) -> None:
        super().__init__(str(bad))
        self.problems = bad.problems


class NameTaken(DomainError):
    """A version of this name exists, and old assessments are read by it; or it is no name."""


class ReplacedMeanwhile(DomainError):
    """Somebody made a later draft in place of this one, so it is no longer the one to act on."""


class NotToBeApproved(DomainError):
    """The draft is not one that this person can approve now."""


@transaction.atomic
def draft_policy(
    *,
    name: str,
    files: Mapping[str, str],
    note: str,
    begun_from: str = "",
    replaces: PolicyDraft | None = None,
    by: User,
    at: datetime,
) -> PolicyDraft:
    """Keep a draft of the policy. It grades nothing until a second person has approved it.

    A version that was approved here and cannot be read any more may be begun from as it stands:
    such a draft is neither tried nor approved until an edit has mended it.

    :param begun_from: the version whose files it began with, for whoever reads the list
    :param replaces: the draft that this one stands in place of: nobody can approve that any more
    :raises NotAllowedToChangePolicy: if the person's role does not edit the policy
    :raises NameTaken: if a version has this name, or it is no name
    :raises ReplacedMeanwhile: if another draft stands in place of that one already
    :raises NotToBeApproved: if that one was approved or withdrawn
    :raises PolicyRefused: with every fault of the files
    """
    _check_may(by, Permission.EDIT_POLICY)
    _check_name(name)
    if not note.strip():
        raise DomainError("Enter what the draft changes, and why.")
    if replaces is not None:
        _check_stands(PolicyDraft.objects.select_for_update().get(pk=replaces.pk))
    draft = PolicyDraft.objects.create(
        name=name,
        files=dict(files),
        digest=_digest(name, files, begun_from if replaces is None else ""),
        note=note.strip(),
        begun_from=begun_from,
        replaces=replaces,
        made_by=by,
        made_at=at,
    )
    audit.record(
        what="triage.policy_drafted",
        about=_about(name),
        by=by.staff_number,
        at=at,
        digest=draft.digest,
    )
    return draft


def try_policy(
    draft: PolicyDraft,
    *,
    by: User,
    at: datetime,
    told: Callable[[int], None] = lambda considered: None,
) -> PolicyTrial:
    """Try the draft against the stored facts of every past referral, and keep what came of it.

    It reads for as long as it takes, outside any transaction of its own. Where the policy in force
    cannot be read, the draft stands beside what each referral was given when it was graded last.

    :param told: is called now and then with how many referrals were considered
    :raises NotAllowedToChangePolicy: if the person's role does neither edit nor approve
    :raises PolicyRefused: if the draft does not pass the checks of this release
    """
    check_may_try(by)
    wanted, now = _load(draft.name, draft.files), policies.read_in_force()
    before = past.past(with_grades=now.loaded is None)
    trial = trying.run(now.loaded, wanted, before, told=told)
    return _keep(draft, trial, against=now.name, by=by, at=at)


@transaction.atomic
def _keep(draft: PolicyDraft, trial: Trial, *, against: str, by: User, at: datetime) -> PolicyTrial:
    kept = PolicyTrial.objects.create(
        draft=draft,
        against=against,
        considered=trial.considered,
        moved=len(trial.moves),
        moved_up=trial.count("up"),
        moved_down=trial.count("down"),
        children=trial.children,
        details=trial.as_dict(),
        tried_by=by,
        tried_at=at,
    )
    audit.record(
        what="triage.policy_tried",
        about=_about(draft.name),
        by=by.staff_number,
        at=at,
        considered=kept.considered,
        moved=kept.moved,
    )
    return kept


@transaction.atomic
def approve_policy(trial: PolicyTrial, *, rationale: str, by: User, at: datetime) -> PolicyVersion:
    """Put the draft in force, on the evidence of this trial: from now on it grades.

    :raises NotAllowedToChangePolicy: if the person's role does not approve
    :raises NotToBeApproved: if they made it, it was withdrawn, or its trial is not the latest
        or was against a policy that is no longer in force
    :raises NameTaken: if a version has this name meanwhile
    :raises PolicyRefused: if the draft does not pass the checks of this release
    """
    _check_may(by, Permission.APPROVE_POLICY)
    with connection.cursor() as cursor:
        # Two who approve at once, this draft or two: the second waits here, and sees the first's.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    # Nobody withdraws or replaces it meanwhile.
    draft = PolicyDraft.objects.select_for_update().get(pk=trial.draft_id)
    _check_name(draft.name)
    if draft.made_by_id == by.pk:
        raise NotToBeApproved("You made this draft. Someone else must approve it.")
    if draft.withdrawn_at is not None:
        raise NotToBeApproved("This draft was withdrawn.")
    if PolicyDraft.objects.filter(replaces=draft).exists():
        raise NotToBeApproved("A later draft stands in place of this one.")
    if draft.trials.order_by("-tried_at", "-pk").first() != trial:
        raise NotToBeApproved("There is a later trial of this draft: read that one.")
    if trial.against != policies.name_in_force():
        raise NotToBeApproved("Another policy is in force since the trial: try the draft again.")
    if not rationale.strip():
        raise NotToBeApproved("Enter why you approve it.")
    _load(draft.name, draft.files)
    version = PolicyVersion.objects.create(
        name=draft.name,
        files=draft.files,
        digest=draft.digest,
        trial=trial,
        made_by=draft.made_by,
        approved_by=by,
        approved_at=at,
        rationale=rationale.strip(),
    )
    audit.record(
        what="triage.policy_approved",
        about=_about(draft.name),
        by=by.staff_number,
        at=at,
        digest=version.digest,
        moved=trial.moved,
    )
    # What could not be graded while the version before could not be read.
    work_waits("queue")
    return version


@transaction.atomic
def withdraw_policy(draft: PolicyDraft, *, by: User, at: datetime) -> None:
    """Withdraw a draft, so that nobody approves it; it and its trials stay.

    :raises NotAllowedToChangePolicy: if the person's role does not edit the policy
    :raises NotToBeApproved: if it is in force already, or withdrawn
    """
    _check_may(by, Permission.EDIT_POLICY)
    draft = PolicyDraft.objects.select_for_update().get(pk=draft.pk)
    _check_stands(draft)
    draft.withdrawn_by, draft.withdrawn_at = by, at
    draft.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(
        what="triage.policy_withdrawn", about=_about(draft.name), by=by.staff_number, at=at
    )


def check_may_try(by: User) -> None:
    """Let pass whoever edits or approves.

    :raises NotAllowedToChangePolicy: if the person's role does neither
    """
    if not by.may(Permission.APPROVE_POLICY):
        _check_may(by, Permission.EDIT_POLICY)


def _check_may(by: User, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowedToChangePolicy("Your role does not change the policy.")


def _check_stands(draft: PolicyDraft) -> None:
    if draft.withdrawn_at or PolicyVersion.objects.filter(trial__draft=draft).exists():
        raise NotToBeApproved("This draft was approved or withdrawn already.")
    later = PolicyDraft.objects.filter(replaces=draft).select_related("made_by").first()
    if later is not None:
        raise ReplacedMeanwhile(f"{later.made_by.name} made a later draft in place of this one.")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name.lower() in RESERVED:
        raise NameTaken(
            "Enter a name of letters, digits and hyphens, at most 40 signs, such as 2027-1."
        )
    if name in policy.shipped():
        raise NameTaken(f"Enter a name that no version has; {name!r} is taken.")
    if PolicyVersion.objects.filter(name=name).exists():
        raise NameTaken(f"{name} is in the records already. Enter another name.")


def _digest(name: str, files: Mapping[str, str], begun_from: str) -> str:
    try:
        return _load(name, files).digest
    except PolicyRefused:
        digest = loading.digest({file: text.encode() for file, text in files.items()})
        if policies.was_approved(begun_from, digest):
            return digest
        raise


def _load(name: str, files: Mapping[str, str]) -> policy.Policy:
    try:
        _check_files(files)
        return loading.load(name, {file: text.encode() for file, text in files.items()})
    except policy.BadPolicy as bad:
        raise PolicyRefused(bad) from None


def _check_files(files: Mapping[str, str]) -> None:
    """Refuse names that no folder should have, before any of them is read."""
    do = "Write small letters, digits and hyphens, and .csv at the end."
    problems = [
        policy.Problem(name[:60], "It is no name of a file of the policy.", do)
        for name in files
        if not _FILE.fullmatch(name)
    ]
    if len(files) > MOST_FILES:
        why = f"There are {len(files)} files; {MOST_FILES} is the most."
        problems.append(policy.Problem("tables.csv", why, "Take some of the tables away."))
    if problems:
        raise policy.BadPolicy(*problems)


def _about(name: str) -> str:
    return f"policy {name}"
