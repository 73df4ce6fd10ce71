"""Asking who works here, and who is on duty when."""

from symphony.accounts.queries.people import (
    active,
    anybody,
    by_staff_number,
    casework_teams,
    intake_team,
    names,
)
from symphony.accounts.queries.rota import (
    OnCall,
    duties,
    duties_of,
    duty,
    from_calendar,
    next_gap,
    now_in_place_of,
    on_call,
    on_shift,
    rota_problems,
    who_can_be_on_call,
)

__all__ = [
    "OnCall",
    "active",
    "anybody",
    "by_staff_number",
    "casework_teams",
    "duties",
    "duties_of",
    "duty",
    "from_calendar",
    "intake_team",
    "names",
    "next_gap",
    "now_in_place_of",
    "on_call",
    "on_shift",
    "rota_problems",
    "who_can_be_on_call",
]
