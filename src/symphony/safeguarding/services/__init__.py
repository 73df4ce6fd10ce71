"""What is recorded about a child: the record itself, actions, education visits."""

from symphony.safeguarding.services.actions import (
    correct_action,
    finish_next_step,
    record_action,
    reopen_next_step,
    withdraw_action,
)
from symphony.safeguarding.services.children import (
    HowMissing,
    add_child_to_case,
    answer_who_must_not_be_told,
    identify_child,
    take_back_identification,
)
from symphony.safeguarding.services.closing import StillOpen, close_case
from symphony.safeguarding.services.visits import correct_visit, record_visit, withdraw_visit

__all__ = [
    "HowMissing",
    "StillOpen",
    "add_child_to_case",
    "answer_who_must_not_be_told",
    "close_case",
    "correct_action",
    "correct_visit",
    "finish_next_step",
    "identify_child",
    "record_action",
    "record_visit",
    "reopen_next_step",
    "take_back_identification",
    "withdraw_action",
    "withdraw_visit",
]
