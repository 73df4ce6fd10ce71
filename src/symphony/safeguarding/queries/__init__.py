"""Asking about children: are they safe by the rule, what is due, what was done."""

from symphony.safeguarding.queries.chronology import events, first_seen, still_open
from symphony.safeguarding.queries.closing import children_without_action
from symphony.safeguarding.queries.listing import ChildPage, Place, View, counts, listing
from symphony.safeguarding.queries.reading import (
    answer,
    answers,
    has_record,
    identifications,
    readable,
    readable_cases,
    roles_in,
    unanswered,
)
from symphony.safeguarding.queries.records import (
    actions_of,
    readable_visit,
    seen_at,
    visits_in,
    visits_of,
)
from symphony.safeguarding.queries.rows import (
    ChildRow,
    Due,
    children_in,
    children_of,
    row_of,
    without_record,
)
from symphony.safeguarding.queries.standing import (
    is_safeguarded,
    qualifying_actions,
    standings,
)

__all__ = [
    "ChildPage",
    "ChildRow",
    "Due",
    "Place",
    "View",
    "actions_of",
    "answer",
    "answers",
    "children_in",
    "children_of",
    "children_without_action",
    "counts",
    "events",
    "first_seen",
    "has_record",
    "identifications",
    "is_safeguarded",
    "listing",
    "qualifying_actions",
    "readable",
    "readable_cases",
    "readable_visit",
    "roles_in",
    "row_of",
    "seen_at",
    "standings",
    "still_open",
    "unanswered",
    "visits_in",
    "visits_of",
    "without_record",
]
