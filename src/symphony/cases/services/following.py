"""A case follows the decisions on its referrals: its band, its path and its first visit."""

from datetime import datetime

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import rules
from symphony.cases.models import Case, CaseReferral, CaseRole, Handover, Role
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.people import queries as people
from symphony.referrals.models import Referral
from symphony.triage.models import Band, Decision, Path

# Where the referrals of one case were decided differently, the case takes the fullest response.
FULLEST_FIRST = (Path.INVESTIGATE, Path.SAFEGUARD, Path.EDUCATE)


class CaseStillOpen(DomainError):
    """The path closes at triage, and the referral's case is open."""


def hold_case_of(referral: Referral) -> Case | None:
    """Lock and return the case that the referral is part of, if there is one.

    Before the referral's place in the queue is locked: work in a case locks in this order, too.
    """
    its = CaseReferral.objects.filter(referral=referral).values("case")
    found: Case | None = Case.objects.select_for_update().filter(pk__in=its).first()
    return found


def check_can_follow(case: Case | None, path: Path) -> None:
    """Refuse to close at triage what is worked in an open case."""
    if case and case.closed_at is None and path not in rules.OPENS_A_CASE:
        raise CaseStillOpen(
            f"Close case {case.reference} first: it is open, and {path.label.lower()} ends the"
            " matter here."
        )


def follow(case: Case, decision: Decision, *, by: User, at: datetime) -> None:
    """Give the case, which is held, the band, path and first visit that the decisions ask for.

    Nobody's role changes by it: who is a suspect is decided person by person. A case that was
    closed is open again, with the same team.

    :raises rules.PersonInvolved: if it would become an education case with a child as a suspect,
        and the person may not decide that
    """
    was_band, was_path = case.band, case.path
    standing = list(
        Decision.objects.filter(
            referral__in=case.case_referrals.values("referral"),
            path__in=rules.OPENS_A_CASE,
            replaced_at=None,
        ).select_related("referral")
    )
    bands, paths = {one.band for one in standing}, {one.path for one in standing}
    case.band = next(band for band in Band if band in bands)
    case.path = next(path for path in FULLEST_FIRST if path in paths)
    case.first_visit_due_at = min(
        rules.first_visit_due(band=Band(one.band), received_at=one.referral.received_at)
        for one in standing
    )
    _check_suspects(case, by=by, at=at)
    if case.closed_at:
        _open_again(case, decision, by=by, at=at)
    case.save()
    audit.record(
        what="cases.decided_again",
        about=[case.reference, decision.referral.reference],
        by=by.staff_number,
        at=at,
        band=case.band,
        path=case.path,
        was_band=was_band,
        was_path=was_path,
    )


def _check_suspects(case: Case, *, by: User, at: datetime) -> None:
    if case.path != Path.EDUCATE or by.may(Permission.SUSPECT_A_CHILD):
        return
    suspects = CaseRole.objects.filter(case=case, role=Role.SUSPECT, ended_at=None)
    for role in suspects.select_related("person"):
        age = people.age(role.person, on=at.astimezone(LONDON).date())
        if age.lowest is None or age.lowest < rules.ADULT_AT:
            raise rules.PersonInvolved(
                f"Somebody in {case.reference} is a suspect and not known to be 18 or older. In an"
                " education case a child is a person involved: change the role first, or ask a"
                " supervisor."
            )


def _open_again(case: Case, decision: Decision, *, by: User, at: datetime) -> None:
    """Open the case; who had closed it and why stays on its timeline."""
    closed_by = case.closed_by.name if case.closed_by else ""
    closed_at = case.closed_at.astimezone(LONDON) if case.closed_at else at
    Handover.objects.create(
        case=case,
        from_team=case.team,
        from_owner=case.owner,
        to_team=case.team,
        to_owner=case.owner,
        note=f"{decision.rationale}\n\nClosed before by {closed_by},"
        f" {closed_at:%-d %B %Y, %H:%M}: {case.closing_reason}",
        handed_over_at=at,
        handed_over_by=by,
    )
    case.closed_at, case.closed_by, case.closing_reason = None, None, ""
    audit.record(what="cases.opened_again", about=case.reference, by=by.staff_number, at=at)
