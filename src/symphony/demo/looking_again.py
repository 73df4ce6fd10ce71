"""What a case taught about its referral, and the officer who looks at the decision again."""

from datetime import datetime, timedelta

from symphony.cases import services as cases
from symphony.core.clock import LONDON
from symphony.demo.reasons import DECIDED_AGAIN, DECISION_KEPT
from symphony.demo.scene import Scene
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Assessment, Band, Decision, Path

# How often a higher band is taken over; else the decision is kept, and it is said why.
TAKEN_OVER = 0.3
LAST_OF_THE_WEEK = datetime(2023, 5, 21, tzinfo=LONDON)


def children_were_found_at_home(scene: Scene) -> None:
    """Tell triage that children live in the suspect's household."""
    cases.learn(
        scene.case,
        because="Children were found in the suspect's household",
        facts={"lives_with_children": "yes"},
        by=scene.owner,
        at=scene.now,
    )


def tell(scene: Scene) -> None:
    """Have the team's supervisor look at what changed within the day; what is newer stays open."""
    change = triage_queries.open_changes([scene.referral]).first()
    decision = triage_queries.current_decision(scene.referral)
    at = scene.now + timedelta(hours=scene.random.randint(1, 30))
    if change is None or decision is None or at >= scene.ends or _waits_still(scene):
        return
    by = scene.team.supervisor
    if _is_graver(change.after, decision) and scene.random.random() < TAKEN_OVER:
        cases.decide_again(
            decision=decision,
            band=Band(str(change.after.band)),
            path=Path(decision.path),
            rationale=DECIDED_AGAIN,
            by=by,
            at=at,
        )
        scene.case.refresh_from_db()
    else:
        kept = scene.random.choice(DECISION_KEPT[Path(decision.path)])
        triage.look_at_changes(referral=scene.referral, why_kept=kept, by=by, at=at)


def _waits_still(scene: Scene) -> bool:
    """Say whether it came of the last arrests of the planned week, which nobody has got to yet."""
    return scene.report.in_operation and scene.now > LAST_OF_THE_WEEK


def _is_graver(after: Assessment, decision: Decision) -> bool:
    bands = list(Band)
    return (
        after.path == decision.path
        and after.band is not None
        and bands.index(Band(after.band)) < bands.index(Band(decision.band))
    )
