"""The first-visit clock of cases that were ever paused: the case keeps the time from before."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from symphony.cases import rules
from symphony.cases.models import Case, CaseReferral
from symphony.triage import queries as triage
from symphony.triage.clocks import Clock, State
from symphony.triage.models import Decision


def given_time(cases: QuerySet[Case], *, at: datetime) -> dict[UUID, Clock]:
    """Return the clock of the first visit of those of these cases that were ever paused, by key.

    Of every other case the due time that it keeps is right. When it was visited later stages know.
    A report that was linked and waits for its decision asks for no visit so far. One query, and six
    more where any was paused.
    """
    were_paused = CaseReferral.objects.filter(referral__in=triage.ever_paused())
    cases = cases.order_by().filter(pk__in=were_paused.values("case"))
    decided = Decision.objects.filter(path__in=rules.OPENS_A_CASE, replaced_at=None)
    members = list(
        CaseReferral.objects.filter(
            case__in=cases.values("pk"), referral__in=decided.values("referral")
        ).select_related("referral")
    )
    clocks = triage.placing_clocks([one.referral for one in members], at=at)
    found: dict[UUID, list[Clock]] = {}
    for one in members:
        if (clock := clocks[one.referral_id]).state != State.MET:
            found.setdefault(one.case_id, []).append(clock)
    return {case: _first_to_run_out(of_one) for case, of_one in found.items()}


def _first_to_run_out(found: list[Clock]) -> Clock:
    """Return what the visit is due by: a paused referral puts off no other one of the case."""
    running = [clock for clock in found if clock.state != State.PAUSED]
    return min(running or found, key=lambda clock: clock.due_at)
