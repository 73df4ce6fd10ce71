"""The stages that are asked, and what each is called in a notice."""

from collections.abc import Callable
from datetime import datetime

from symphony.figures import responses
from symphony.triage import services as triage


def _clocks(at: datetime) -> int:
    """Look for clocks that ran out: of what waits for a decision, and of what became a case."""
    in_cases = responses.waiting_in_cases(at=at)
    done = responses.done_by(referral.pk for referral in in_cases)
    return triage.notice_breaches(at=at, in_cases=in_cases, done=done)


# A stage looks for what waits and deals with it; asked again at once, it finds nothing.
STAGES: dict[str, Callable[[datetime], int]] = {
    "letterbox": lambda at: triage.collect_letterbox(at=at),
    "queue": lambda at: triage.grade_ungraded(at=at),
    "alerts": lambda at: triage.escalate_alerts(at=at),
    "notices": lambda at: triage.send_notices(at=at),
    "clocks": _clocks,
    "policy": lambda at: triage.do_policy_tasks(at=at),
}
# Asked every ten seconds, not once a minute: somebody's five minutes run.
WATCHED = ("alerts", "notices")
# These judge by how long something has waited, which a past half told does not show.
BY_TIME = ("alerts", "notices", "clocks")
# These can take long, and can wait until the job of a killed worker is started again: never two of
# one stage at a time, which would leave no slot for anything else.
ONE_AT_A_TIME = ("queue", "clocks", "policy")
