"""Words of immediate harm in a report: an open list that a unit reads and edits."""

from symphony.triage.alarm.lists import InUse, digest_of, in_use
from symphony.triage.alarm.loading import LIST, BadWordList, Kind, Term, load, read
from symphony.triage.alarm.looking import (
    Found,
    Text,
    look,
    mark,
    texts_of,
    texts_of_files,
    try_to_look,
    why_it_alerts,
)
from symphony.triage.alarm.matching import Match, find

__all__ = [
    "LIST",
    "BadWordList",
    "Found",
    "InUse",
    "Kind",
    "Match",
    "Term",
    "Text",
    "digest_of",
    "find",
    "in_use",
    "load",
    "look",
    "mark",
    "read",
    "texts_of",
    "texts_of_files",
    "try_to_look",
    "why_it_alerts",
    "words_that_alert",
]


def words_that_alert(text: str) -> list[Match]:
    """Return the words of immediate harm in a text by the shipped list, in their order.

    They mark a report so that a person reads it first. They decide nothing, and finding none says
    nothing about a child.
    """
    return find(text, load())
