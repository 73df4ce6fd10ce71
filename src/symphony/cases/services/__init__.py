"""What can be done with a case: open, take, hand over and close it, and record who is in it."""

from symphony.cases.services.deciding_again import decide_again
from symphony.cases.services.enquiring import NothingSaid, log_enquiry
from symphony.cases.services.following import CaseStillOpen
from symphony.cases.services.joining import AlreadyLinked, add_referral
from symphony.cases.services.learning import learn, youngest_child
from symphony.cases.services.messaging import (
    NotAllowedToWrite,
    RevealsSomething,
    look_through,
    message_reporter,
)
from symphony.cases.services.opening import Opened, decide_and_open
from symphony.cases.services.owning import (
    AlreadyClosed,
    AlreadyTaken,
    NoteMissing,
    NothingChanges,
    close_case,
    hand_over,
    take_case,
)
from symphony.cases.services.roles import (
    AlreadyInCase,
    NotInReferral,
    RoleNotCurrent,
    SameRole,
    add_person,
    add_person_from_referral,
    change_role,
    end_role,
)
from symphony.cases.services.values import add_value, withdraw_value

__all__ = [
    "AlreadyClosed",
    "AlreadyInCase",
    "AlreadyLinked",
    "AlreadyTaken",
    "CaseStillOpen",
    "NotAllowedToWrite",
    "NotInReferral",
    "NoteMissing",
    "NothingChanges",
    "NothingSaid",
    "Opened",
    "RevealsSomething",
    "RoleNotCurrent",
    "SameRole",
    "add_person",
    "add_person_from_referral",
    "add_referral",
    "add_value",
    "change_role",
    "close_case",
    "decide_again",
    "decide_and_open",
    "end_role",
    "hand_over",
    "learn",
    "log_enquiry",
    "look_through",
    "message_reporter",
    "take_case",
    "withdraw_value",
    "youngest_child",
]
