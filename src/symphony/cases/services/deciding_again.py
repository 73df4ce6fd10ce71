"""Changing a decision by a new one, with what follows for the case: one act, one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import Team, User
from symphony.cases.services.following import hold_case_of
from symphony.cases.services.opening import Opened, carry_out
from symphony.triage import services as triage
from symphony.triage.models import Band, Decision, Path


@transaction.atomic
def decide_again(
    *,
    decision: Decision,
    band: Band,
    path: Path,
    rationale: str,
    why_different: str = "",
    transferred_to: str = "",
    seen: UUID | None = None,
    team: Team | None = None,
    owner: User | None = None,
    by: User,
    at: datetime,
) -> Opened:
    """Replace the decision that stands on a referral by a new one, and do what follows.

    Where no case came of it and the new path opens one, it is opened. An open case takes the new
    band and path, and its first visit is due by them; a closed one is open again. Nobody's role in
    it changes. What closes at triage is refused while the case is open.

    :param decision: the one that the officer had before them
    :param team: whose case it becomes, if one is opened now
    :raises triage.DecisionReplaced: if it does not stand any more
    :raises triage.SameDecision: if nothing would change
    :raises following.CaseStillOpen: if the path closes at triage and the case is open
    :raises DomainError: for every other refusal of `decide_and_open`
    """
    referral = decision.referral
    case = hold_case_of(referral)
    after = triage.replace_decision(
        decision=decision,
        band=band,
        path=path,
        rationale=rationale,
        why_different=why_different,
        transferred_to=transferred_to,
        seen=seen,
        by=by,
        at=at,
    )
    return carry_out(after, case, team=team, owner=owner)
