"""The officer decides, and says why; no further action needs a second person."""

from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import queries, rules
from symphony.triage.models import Band, Decision, Path, QueueEntry


class AlreadyDecided(DomainError):
    """The referral has a current decision, which has to be reconsidered instead."""


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
    by: User,
    at: datetime,
) -> Decision:
    """Record the decision on a referral; it leaves the queue.

    Pages call `cases.services.decide_and_open`, which also opens the case where the path needs one.

    :raises rules.NotAllowedToDecide: if the person's role does not decide
    :raises rules.RationaleMissing: if it does not say why, or why it differs from the suggestion
    :raises DestinationMissing: if a transfer does not say where to
    :raises AlreadyDecided: if somebody has decided on this referral meanwhile
    """
    rules.check_may_decide(by)
    # The lock makes a second officer, deciding at the same moment, wait and be refused.
    entry = QueueEntry.objects.select_for_update().get(referral=referral)
    if entry.left_at is not None:
        raise AlreadyDecided(f"{referral.reference} has been decided meanwhile.")
    suggested = queries.suggestion(referral)
    said = (suggested.band, suggested.path) if suggested else (None, None)
    rules.check_says_why(
        band=band, path=path, rationale=rationale, why_different=why_different, suggested=said
    )
    if path == Path.TRANSFER and not transferred_to.strip():
        raise DestinationMissing("Enter which force or country it goes to.")
    decision = Decision.objects.create(
        referral=referral,
        band=band,
        path=path,
        assessment=suggested,
        rationale=rationale.strip(),
        suggested_band=said[0],
        suggested_path=said[1],
        why_different=why_different.strip(),
        transferred_to=transferred_to.strip() if path == Path.TRANSFER else "",
        decided_by=by,
        decided_at=at,
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
    )
    return decision


def _waiting_for_second_person(decision: Decision) -> Decision:
    found: Decision | None = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("referral")
        .filter(pk=decision.pk, path=Path.NO_FURTHER_ACTION, endorsed_at=None, replaced_at=None)
        .first()
    )
    if found is None:
        raise NothingToEndorse("This decision does not wait for a second person any more.")
    return found


@transaction.atomic
def endorse_decision(*, decision: Decision, by: User, at: datetime) -> None:
    """Record that a second person agrees that no further action is right.

    :raises NothingToEndorse: if it does not wait for a second person
    :raises rules.NotAllowedToEndorse: if this person made it, or may not endorse
    """
    decision = _waiting_for_second_person(decision)
    rules.check_may_endorse(by, decision)
    decision.endorsed_by, decision.endorsed_at = by, at
    decision.save(update_fields=["endorsed_by", "endorsed_at"])
    audit.record(
        what="triage.decision_endorsed",
        about=decision.referral.reference,
        by=by.staff_number,
        at=at,
    )


@transaction.atomic
def return_decision(*, decision: Decision, reason: str, by: User, at: datetime) -> None:
    """Send no further action back with a reason: the referral is in the queue again.

    :raises NothingToEndorse: if it does not wait for a second person
    :raises rules.NotAllowedToEndorse: if this person made it, or may not endorse
    :raises rules.RationaleMissing: if no reason is given
    """
    decision = _waiting_for_second_person(decision)
    rules.check_may_endorse(by, decision)
    if not reason.strip():
        raise rules.RationaleMissing("Enter why it goes back.")
    decision.returned_by, decision.returned_reason = by, reason.strip()
    decision.replaced_at = at
    decision.save(update_fields=["returned_by", "returned_reason", "replaced_at"])
    QueueEntry.objects.filter(referral=decision.referral).update(left_at=None)
    audit.record(
        what="triage.decision_returned",
        about=decision.referral.reference,
        by=by.staff_number,
        at=at,
    )
