"""The stages that are asked, and what each is called in a notice."""

from collections.abc import Callable
from datetime import datetime

from symphony.triage import services as triage

# A stage looks for what waits and deals with it; asked again at once, it finds nothing.
STAGES: dict[str, Callable[[datetime], int]] = {
    "letterbox": lambda at: triage.collect_letterbox(at=at),
    "queue": lambda at: triage.grade_ungraded(at=at),
    "alerts": lambda at: triage.escalate_alerts(at=at),
    "notices": lambda at: triage.send_notices(at=at),
}
# Asked every ten seconds, not once a minute: somebody's five minutes run.
WATCHED = ("alerts", "notices")
