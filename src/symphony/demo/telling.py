"""Tells one story after another: the desk's decision, then what the team did in the case."""

from datetime import datetime, timedelta
from random import Random

from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.core.clock import DEMONSTRATION_OPENS
from symphony.demo import educating, investigating, safeguarding_only
from symphony.demo.cast import Cast
from symphony.demo.deciding import WAITING_FOR_SOMEBODY, decide
from symphony.demo.plan import Report
from symphony.demo.planning import YEARS
from symphony.demo.scene import Scene
from symphony.referrals.models import Referral
from symphony.triage.models import Assessment

TELLERS = {
    "investigate": investigating.tell,
    "educate": educating.tell,
    "safeguard": safeguarding_only.tell,
}
FULL_STORIES_FROM = YEARS[-1][0]


def tell(report: Report, referral: Referral, suggested: Assessment, cast: Cast) -> Case | None:
    """Tell what became of one referral, with dice that belong to this report alone.

    The two years before are told only as far as the decision: their cases are closed again.
    """
    random = Random(report.seed)
    team = cast.north if report.in_operation and random.random() < 0.6 else cast.team(random)
    case, decided_at = decide(report, referral, suggested, cast=cast, team=team, random=random)
    if case is None or report.fate in WAITING_FOR_SOMEBODY:
        return case
    if report.received_at < FULL_STORIES_FROM:
        _close_as_worked_elsewhere(case, decided_at, random)
        return case
    scene = Scene(
        report=report,
        referral=referral,
        case=case,
        team=team,
        random=random,
        now=decided_at,
        ends=DEMONSTRATION_OPENS,
    )
    TELLERS[report.fate](scene)
    return case


def _close_as_worked_elsewhere(case: Case, decided_at: datetime, random: Random) -> None:
    assert case.owner is not None
    cases.close_case(
        case=case,
        reason="Worked and concluded in the register that the unit used before Symphony.",
        by=case.owner,
        at=decided_at + timedelta(days=random.randint(20, 120)),
    )
