"""When each referral was responded to: the first visit of its case, the first step for a child.

What clocks of `triage` ask for and only later stages know (docs/decisions/0007).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from symphony.accounts.models import User
from symphony.cases.models import Case, CaseReferral
from symphony.crimes import queries as crimes
from symphony.referrals.models import Referral, StatedPerson
from symphony.safeguarding import queries as safeguarding
from symphony.safeguarding.models import SafeguardingAction
from symphony.triage import queries as triage
from symphony.triage.clocks import Done, calendar_days_after
from symphony.triage.models import Breach, ClockKind, ClockPause, Decision


def first_visit() -> Least:
    """Return the expression for when a case was first visited.

    The first arrest, education visit or protective action that stands: by then somebody has been
    there.
    """
    protected = safeguarding.qualifying_actions().filter(case=OuterRef("pk")).order_by("taken_at")
    return Least(
        crimes.first_arrest(),
        safeguarding.first_seen(),
        Subquery(protected.values("taken_at")[:1]),
    )


def first_step_for_a_child() -> Least:
    """Return the expression for when anything was first done for a child of a case."""
    actions = SafeguardingAction.objects.current().filter(case=OuterRef("pk"))
    return Least(
        Subquery(actions.order_by("taken_at").values("taken_at")[:1]), safeguarding.first_seen()
    )


def _timed() -> Any:
    """Return the cases with these two times beside each."""
    return Case.objects.annotate(visited_at=first_visit(), child_at=first_step_for_a_child())


def done_by(referrals: Iterable[UUID]) -> dict[UUID, Done]:
    """Return what was done about each of these referrals of which a case came: two queries."""
    members = dict(
        CaseReferral.objects.filter(referral__in=list(referrals)).values_list("referral", "case")
    )
    cases = _timed().filter(pk__in=set(members.values()))
    rows = cases.values_list("pk", "visited_at", "child_at", "closed_at")
    found = {pk: Done(*times) for pk, *times in rows}
    return {referral: found[case] for referral, case in members.items()}


def standing_still(*, viewer: User) -> QuerySet[ClockPause]:
    """Return the pauses of clocks that would run otherwise, the longest first.

    A clock that was met while it stood still, or whose case was closed, waits for nobody.
    """
    cases = _timed().filter(case_referrals__referral=OuterRef("referral"))
    is_closed = Q(closed_at__isnull=False)
    over = Q(stops=ClockPause.Stops.RESPONSES) & Exists(
        cases.filter(is_closed | Q(visited_at__isnull=False))
    ) | Q(stops=ClockPause.Stops.CHILD_FIRST) & Exists(
        cases.filter(is_closed | Q(child_at__isnull=False))
    )
    return triage.open_pauses(viewer=viewer).filter(~over)


def waiting_in_cases(*, at: datetime, limit: int = 5_000) -> list[Referral]:
    """Return the referrals of open cases of which a clock may have run out, not noticed so far.

    What was noticed before the decision that stands may run out again: a decision can give more
    time. Whether it did is worked out for each.
    """
    open_cases = _timed().filter(pk=OuterRef("case"), closed_at=None)
    not_visited = open_cases.filter(visited_at=None, first_visit_due_at__lt=at)
    child = StatedPerson.objects.filter(referral=OuterRef("referral"), part=StatedPerson.Part.CHILD)
    decided = Decision.objects.filter(referral=OuterRef("referral"), replaced_at=None)
    since = Subquery(decided.values("decided_at")[:1])
    a_response = ~Exists(_noticed(ClockKind.FROM_RECEIPT, since="decided_at")) | ~Exists(
        _noticed(ClockKind.FROM_GRADING, since="decided_at")
    )
    child_waits = (
        Q(referral__received_at__lt=calendar_days_after(at, -settings.CHILD_FIRST_DAYS))
        & Exists(child)
        & Exists(open_cases.filter(child_at=None))
        & ~Exists(_noticed(ClockKind.CHILD_FIRST))
    )
    members = CaseReferral.objects.annotate(decided_at=since)
    found = members.filter(Exists(not_visited) & a_response | child_waits)
    in_order = found.select_related("referral").order_by("added_at", "id")
    return [one.referral for one in in_order[:limit]]


def _noticed(kind: ClockKind, *, since: str = "") -> Any:
    found = Breach.objects.filter(referral=OuterRef("referral"), clock=kind)
    return found.filter(noticed_at__gte=OuterRef(since)) if since else found
