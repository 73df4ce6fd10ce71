"""The officer decides, and says why; no further action needs a second person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.core.notices import work_waits
from symphony.referrals.models import Referral
from symphony.triage import queries, rules
from symphony.triage.models import Band, Decision, Path, QueueEntry, ReadMark
from symphony.triage.services.changes import ChangedAgain, close_changes, has_changed


class AlreadyDecided(DomainError):
    """The referral has a current decision, which has to be changed instead."""


class DecisionReplaced(AlreadyDecided):
    """The decision that was to be changed does not stand any more."""


class SuggestionChanged(DomainError):
    """More was learnt, or answered, since the officer read what is suggested."""


class SameDecision(DomainError):
    """The new decision says what the one that stands says."""


class NothingToEndorse(DomainError):
    """The decision is not one that waits for a second person."""


class DestinationMissing(DomainError):
    """A transfer has to say where it goes."""


@transaction.atomic
def record_decision(
    *,
    referral: Referral,
    band: Band,
    path: Path,
    rationale: str,
    why_different: str = "",
    transferred_to: str = "",
    seen: UUID | None = None,
    by: User,
    at: datetime,
) -> Decision:
    """Record the decision on a referral; it leaves the queue.

    Pages call `cases.services.decide_and_open`, which also opens the case where the path needs one.

    :param seen: the key (`key_of`) of the suggestion that the officer had before them; not
        compared where it is not given
    :raises rules.NotAllowedToDecide: if the person's role does not decide
    :raises SuggestionChanged: if another suggestion stands by now than they saw
    :raises rules.RationaleMissing: if it does not say why, or why it differs from the suggestion
    :raises DestinationMissing: if a transfer does not say where to
    :raises AlreadyDecided: if somebody has decided on this referral meanwhile
    """
    rules.check_may_decide(by)
    entry = _hold(referral)
    if entry.left_at is not None:
        raise AlreadyDecided(f"{referral.reference} has been decided meanwhile.")
    decision = _decide(
        referral, band, path, rationale, why_different, transferred_to, seen=seen, by=by, at=at
    )
    entry.holder, entry.held_at, entry.left_at = None, None, at
    entry.save(update_fields=["holder", "held_at", "left_at"])
    audit.record(
        what="triage.decision_recorded",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        band=band,
        path=path,
        differs=bool(decision.why_different),
        **_beside(decision),
    )
    return decision


@transaction.atomic
def replace_decision(
    *,
    decision: Decision,
    band: Band,
    path: Path,
    rationale: str,
    why_different: str = "",
    transferred_to: str = "",
    seen: UUID | None = None,
    by: User,
    at: datetime,
) -> Decision:
    """Put a new decision in the place of the one that stands, which stays in the history.

    Also one that waits for its second person; no further action waits for one again. Pages call
    `cases.services.decide_again`, which also does what follows for the case.

    :param decision: the one that the officer had before them
    :raises DecisionReplaced: if it does not stand any more
    :raises SameDecision: if nothing would change
    :raises DomainError: for every other refusal of `record_decision`
    """
    rules.check_may_decide(by)
    referral = decision.referral
    _hold(referral)
    before = queries.current_decision(referral)
    if before is None:
        raise DecisionReplaced(f"{referral.reference} went back to the queue meanwhile.")
    if before.pk != decision.pk:
        raise DecisionReplaced(f"The decision on {referral.reference} was changed meanwhile.")
    if (band, path, transferred_to.strip()) == (before.band, before.path, before.transferred_to):
        raise SameDecision("This is the decision that stands. Choose another band or path.")
    before.replaced_at = at
    before.save(update_fields=["replaced_at"])
    after = _decide(
        referral,
        band,
        path,
        rationale,
        why_different,
        transferred_to,
        seen=seen,
        instead_of=before,
        by=by,
        at=at,
    )
    audit.record(
        what="triage.decision_changed",
        about=referral.reference,
        by=by.staff_number,
        at=at,
        band=band,
        path=path,
        was_band=before.band,
        was_path=before.path,
        differs=bool(after.why_different),
        **_beside(after),
    )
    return after


def _beside(decision: Decision) -> dict[str, Any]:
    """Return what the policy had suggested, for the log: a person decided beside it."""
    return {
        "suggested_band": decision.suggested_band,
        "suggested_path": decision.suggested_path,
        "policy": decision.assessment.policy_version if decision.assessment else None,
    }


def _hold(referral: Referral) -> QueueEntry:
    """Lock the referral's entry: of two who act on one referral, the second waits here."""
    found: QueueEntry = QueueEntry.objects.select_for_update().get(referral=referral)
    return found


def _decide(
    referral: Referral,
    band: Band,
    path: Path,
    rationale: str,
    why_different: str,
    transferred_to: str,
    *,
    seen: UUID | None,
    instead_of: Decision | None = None,
    by: User,
    at: datetime,
) -> Decision:
    suggested = queries.suggestion(referral)
    if has_changed(seen, now=suggested):
        raise SuggestionChanged(f"Something else is suggested for {referral.reference} by now.")
    said = (suggested.band, suggested.path) if suggested else (None, None)
    rules.check_says_why(
        band=band, path=path, rationale=rationale, why_different=why_different, suggested=said
    )
    if path == Path.TRANSFER and not transferred_to.strip():
        raise DestinationMissing("Enter which force or country it goes to.")
    decision: Decision = Decision.objects.create(
        referral=referral,
        band=band,
        path=path,
        assessment=suggested,
        instead_of=instead_of,
        rationale=rationale.strip(),
        suggested_band=said[0],
        suggested_path=said[1],
        why_different=why_different.strip(),
        transferred_to=transferred_to.strip() if path == Path.TRANSFER else "",
        decided_by=by,
        decided_at=at,
    )
    # Whoever decides has looked at what was learnt until now.
    close_changes(referral, why_kept="", by=by, at=at)
    return decision


def _waiting_for_second_person(decision: Decision, *, seen: UUID | None, by: User) -> Decision:
    """Return the decision as it stands, locked, if this person may be its second person."""
    _hold(decision.referral)
    found: Decision | None = (
        Decision.objects.select_related("referral")
        .filter(pk=decision.pk, path=Path.NO_FURTHER_ACTION, endorsed_at=None, replaced_at=None)
        .first()
    )
    if found is None:
        raise NothingToEndorse("This decision does not wait for a second person any more.")
    rules.check_may_endorse(by, found, sent_back=queries.sent_back_makers(found.referral))
    newest = queries.open_changes([found.referral]).first()
    if has_changed(seen, now=newest):
        raise ChangedAgain("More was learnt, or looked at, while you were reading. Read it again.")
    return found


@transaction.atomic
def endorse_decision(
    *, decision: Decision, seen: UUID | None = None, by: User, at: datetime
) -> None:
    """Record that a second person agrees that no further action is right.

    :param decision: the one that they had before them
    :param seen: the key (`key_of`) of the newest open change of the grade that they had before
        them; not compared where it is not given
    :raises NothingToEndorse: if it does not wait for a second person
    :raises ChangedAgain: if another change is open by now than they saw, or none any more
    :raises rules.NotAllowedToEndorse: if this person made it, made one on this referral that was
        sent back, or may not endorse
    """
    decision = _waiting_for_second_person(decision, seen=seen, by=by)
    decision.endorsed_by, decision.endorsed_at = by, at
    decision.save(update_fields=["endorsed_by", "endorsed_at"])
    audit.record(
        what="triage.decision_endorsed",
        about=decision.referral.reference,
        by=by.staff_number,
        at=at,
    )


@transaction.atomic
def return_decision(
    *, decision: Decision, reason: str, seen: UUID | None = None, by: User, at: datetime
) -> None:
    """Send no further action back with a reason: the referral is in the queue again.

    It stands there at the place that the policy gives it, new to everybody, with nobody holding
    it. One that was kept apart as doubtful is not any more: two people have looked at it.

    :raises rules.RationaleMissing: if no reason is given
    :raises DomainError: for every refusal of `endorse_decision`
    """
    decision = _waiting_for_second_person(decision, seen=seen, by=by)
    if not reason.strip():
        raise rules.RationaleMissing("Enter why it goes back.")
    decision.returned_by, decision.returned_reason = by, reason.strip()
    decision.replaced_at = at
    decision.save(update_fields=["returned_by", "returned_reason", "replaced_at"])
    QueueEntry.objects.filter(referral=decision.referral).update(
        left_at=None, holder=None, held_at=None, is_doubtful=False
    )
    ReadMark.objects.filter(referral=decision.referral).delete()
    audit.record(
        what="triage.decision_returned",
        about=decision.referral.reference,
        by=by.staff_number,
        at=at,
    )
    work_waits("queue")
