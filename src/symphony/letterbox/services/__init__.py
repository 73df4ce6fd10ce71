"""What can be put into the letterbox and taken out of it."""

from symphony.letterbox.services.messages import (
    answer,
    mark_answers_collected,
    mark_answers_read,
    write_to_reporter,
)
from symphony.letterbox.services.ratings import rate
from symphony.letterbox.services.reporting import mark_collected, put
from symphony.letterbox.services.unfinished import (
    end_unfinished,
    keep_unfinished,
    sweep_unfinished,
)
from symphony.letterbox.services.visits import count_visit

__all__ = [
    "answer",
    "count_visit",
    "end_unfinished",
    "keep_unfinished",
    "mark_answers_collected",
    "mark_answers_read",
    "mark_collected",
    "put",
    "rate",
    "sweep_unfinished",
    "write_to_reporter",
]
