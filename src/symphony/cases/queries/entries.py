"""The event of something that was entered, with what became of the entry."""

from datetime import datetime
from typing import Any

from symphony.cases.queries.chronology import Event, State
from symphony.cases.versions import Entered


def event(
    row: Entered[Any],
    *,
    at: datetime,
    kind: str,
    title: str,
    words: str = "",
    people: tuple[str, ...] = (),
) -> Event:
    """Return the entry's event: as it stands, corrected or withdrawn, by whom and why."""
    latest = row.latest
    withdrawn = latest.withdrawn_at is not None
    corrected = row.corrected and not withdrawn
    return Event(
        at=at,
        kind=kind,
        title=title,
        by=row.versions[0].recorded_by.name,
        words=words,
        people=people,
        state=State.WITHDRAWN if withdrawn else State.CORRECTED if corrected else State.STANDS,
        reason=latest.withdrawn_reason if withdrawn else latest.correction_reason,
        changed_by=(
            latest.withdrawn_by.name if withdrawn else latest.recorded_by.name if corrected else ""
        ),
        changed_at=latest.withdrawn_at or (latest.recorded_at if corrected else None),
    )
