"""Words of immediate harm in a report: an open list that a unit reads and edits."""

import structlog

from symphony.triage.alarm.loading import BadWordList, Kind, Term, load
from symphony.triage.alarm.matching import Match, find

__all__ = [
    "BadWordList",
    "Kind",
    "Match",
    "Term",
    "find",
    "load",
    "why_it_alerts",
    "words_that_alert",
]
log = structlog.get_logger("symphony.triage")


def words_that_alert(text: str) -> list[Match]:
    """Return the words of immediate harm in a text, in the order in which they stand there.

    They mark a report so that a person reads it first. They decide nothing, and finding none says
    nothing about a child.
    """
    return find(text, load())


def why_it_alerts(*texts: str) -> str:
    """Return why the first words of immediate harm in these texts alert; empty if there are none.

    The list's own words, never the report's. A list that cannot be read costs no referral: it
    finds nothing, and the system check fails.
    """
    try:
        found = next((match for text in texts for match in words_that_alert(text)), None)
    except BadWordList as fault:
        log.error("word_list_not_read", fault=str(fault))
        return ""
    return found.why if found else ""
