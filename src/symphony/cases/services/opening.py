"""Deciding on a referral and opening the case it needs: one act, one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import Team, User
from symphony.audit import services as audit
from symphony.cases import rules, stated
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.cases.services.following import check_can_follow, follow, hold_case_of
from symphony.core.clock import LONDON
from symphony.core.references import next_numbers
from symphony.people import services as people
from symphony.people.models import Person
from symphony.referrals.models import Referral, StatedPerson
from symphony.triage import services as triage
from symphony.triage.models import Band, Decision, Path


@dataclass(frozen=True)
class Opened:
    """The decision, and the case that came of it; None where the path closes at triage."""

    decision: Decision
    case: Case | None


@transaction.atomic
def decide_and_open(
    *,
    referral: Referral,
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
    """Record the decision; investigate, educate and safeguard also open a case.

    The case belongs to `team` (the owner's if none is given, else the officer's own) and runs its
    first-visit clock from the receipt of the referral. The users of the reported accounts are in
    it, each as just that; everybody else that the referral names is added by an officer. Where the
    referral is part of a case already, that case follows the decision.

    :param seen: as for `triage.services.record_decision`
    :raises triage.AlreadyDecided: if somebody has decided on this referral meanwhile
    :raises following.CaseStillOpen: if the path closes at triage and the referral's case is open
    :raises rules.OwnerOfAnotherTeam: if the owner does not work that team's cases
    :raises DomainError: for every other refusal of `triage.services.record_decision`
    """
    case = hold_case_of(referral)
    decision = triage.record_decision(
        referral=referral,
        band=band,
        path=path,
        rationale=rationale,
        why_different=why_different,
        transferred_to=transferred_to,
        seen=seen,
        by=by,
        at=at,
    )
    return carry_out(decision, case, team=team, owner=owner)


def carry_out(
    decision: Decision, case: Case | None, *, team: Team | None, owner: User | None
) -> Opened:
    """Do what follows from a decision that was just recorded; call inside its transaction.

    :param case: the one that the referral is part of, held, if there is one
    """
    path, by, at = Path(decision.path), decision.decided_by, decision.decided_at
    check_can_follow(case, path)
    if path not in rules.OPENS_A_CASE:
        return Opened(decision, None)
    if case:
        follow(case, decision, by=by, at=at)
        return Opened(decision, case)
    team = team or (owner or by).team
    if owner:
        rules.check_owner(owner=owner, team=team)
    referral = decision.referral
    case = _open(referral, decision, team=team, owner=owner)
    brought_in = _bring_in_reported_users(case, referral, by=by, at=at)
    audit.record(
        what="cases.opened",
        about=[case.reference, referral.reference, *(person.reference for person in brought_in)],
        by=by.staff_number,
        at=at,
        path=path,
        band=decision.band,
        team=team.slug,
    )
    return Opened(decision, case)


def _open(referral: Referral, decision: Decision, *, team: Team, owner: User | None) -> Case:
    at, by = decision.decided_at, decision.decided_by
    [reference] = next_numbers("C", year=at.astimezone(LONDON).year)
    case: Case = Case.objects.create(
        reference=reference,
        path=decision.path,
        band=decision.band,
        team=team,
        owner=owner,
        opened_at=at,
        opened_by=by,
        first_visit_due_at=rules.first_visit_due(
            band=Band(decision.band), received_at=referral.received_at
        ),
    )
    CaseReferral.objects.create(case=case, referral=referral, added_at=at, added_by=by)
    return case


def _bring_in_reported_users(
    case: Case, referral: Referral, *, by: User, at: datetime
) -> list[Person]:
    named = list(
        StatedPerson.objects.filter(referral=referral, part=StatedPerson.Part.REPORTED_USER)
        .order_by("position")
        .prefetch_related("identifiers")
    )
    brought_in = people.create_people(
        source=referral.reference,
        people=[stated.values_of(person, person.identifiers.all()) for person in named],
        by=by,
        at=at,
    )
    CaseRole.objects.bulk_create(
        CaseRole(
            case=case,
            person=person,
            role=Role.REPORTED_USER,
            grounds=f"Named in {referral.reference}",
            stated_person=said,
            from_at=at,
            recorded_by=by,
        )
        for said, person in zip(named, brought_in, strict=True)
    )
    return brought_in
