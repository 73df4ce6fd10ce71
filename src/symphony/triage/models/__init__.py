"""The queue, what the policy recommended, and what an officer decided."""

from symphony.triage.models.alert import Alert
from symphony.triage.models.assessment import Assessment
from symphony.triage.models.assignment import Assignment
from symphony.triage.models.clocks import Breach, ClockKind, ClockNotice, ClockPause
from symphony.triage.models.decision import Decision
from symphony.triage.models.escalation import AlertStep, ControlRoomCall
from symphony.triage.models.facts import FactAnswer, GradeChange, OutsideGrade
from symphony.triage.models.grades import Band, Path
from symphony.triage.models.policy import PolicyDraft, PolicyTask, PolicyTrial, PolicyVersion
from symphony.triage.models.queue import QueueEntry, ReadMark, SavedView
from symphony.triage.models.words import WordList

__all__ = [
    "Alert",
    "AlertStep",
    "Assessment",
    "Assignment",
    "Band",
    "Breach",
    "ClockKind",
    "ClockNotice",
    "ClockPause",
    "ControlRoomCall",
    "Decision",
    "FactAnswer",
    "GradeChange",
    "OutsideGrade",
    "Path",
    "PolicyDraft",
    "PolicyTask",
    "PolicyTrial",
    "PolicyVersion",
    "QueueEntry",
    "ReadMark",
    "SavedView",
    "WordList",
]
