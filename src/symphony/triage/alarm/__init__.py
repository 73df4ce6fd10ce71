"""Words of immediate harm in a report: an open list that a unit reads and edits."""

from symphony.triage.alarm.loading import BadWordList, Kind, Term, load
from symphony.triage.alarm.matching import Match, find

__all__ = ["BadWordList", "Kind", "Match", "Term", "find", "load", "words_that_alert"]


def words_that_alert(text: str) -> list[Match]:
    """Return the words of immediate harm in a text, in the order in which they stand there.

    They mark a report so that a person reads it first. They decide nothing, and finding none says
    nothing about a child.
    """
    return find(text, load())
