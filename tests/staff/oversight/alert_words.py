"""Lists of alert words for tests: the shipped one, with a term more or less."""

from symphony.triage import alarm, queries, services
from symphony.triage.alarm import editing
from symphony.triage.alarm.editing import Row
from tests import make

WINDOW = Row(
    "climbing ... window",
    "threat",
    "Somebody is said to come through a window",
    "He is climbing in at the window.",
    "The plant grows at the window.",
)


def with_a_term(row=WINDOW):
    """Return the text of the shipped list with one term more."""
    return editing.text_of([*editing.rows_of(editing.shipped_text()), row])


def saved(text=None, **changes):
    """Save a list, as a supervisor does."""
    current = queries.words_in_use()[0]
    ordinary = {"note": "Two reports spoke of it.", "at": make.NOON, "by": None}
    said = ordinary | {"begun_from": alarm.digest_of(current)} | changes
    said["by"] = said["by"] or make.supervisor()
    return services.save_words(text or with_a_term(), **said)
