"""What can be done in triage: take in, hold, decide, acknowledge."""

from symphony.triage.services.alerting import (
    AlreadyAcknowledged,
    acknowledge_alert,
    alert_about_quarantined,
)
from symphony.triage.services.assigning import (
    Assigned,
    CannotBeAssigned,
    NothingToTakeBack,
    assign,
    take_back,
)
from symphony.triage.services.changes import (
    ChangedAgain,
    NothingToLookAt,
    close_changes,
    key_of,
    look_at_changes,
)
from symphony.triage.services.collecting import collect_letterbox
from symphony.triage.services.deciding import (
    AlreadyDecided,
    DecisionReplaced,
    NothingToEndorse,
    SameDecision,
    SuggestionChanged,
    endorse_decision,
    record_decision,
    replace_decision,
    return_decision,
)
from symphony.triage.services.escalating import (
    CallNotTold,
    escalate_alerts,
    record_control_room_call,
)
from symphony.triage.services.holding import (
    HeldByAnother,
    NotDoubtful,
    hand_back,
    hold,
    mark_read,
    mark_unread,
    move_to_queue,
    renew,
    take_next,
)
from symphony.triage.services.import_batch import Tally
from symphony.triage.services.importing import import_files
from symphony.triage.services.learning import learn, learn_about_all
from symphony.triage.services.noticing import send_notices
from symphony.triage.services.outside import (
    AssessedInFuture,
    OutsideIncomplete,
    WithdrawnAlready,
    record_outside,
    withdraw_outside,
)
from symphony.triage.services.policies import (
    NameTaken,
    NotAllowedToChangePolicy,
    NotToBeApproved,
    PolicyRefused,
    ReplacedMeanwhile,
    approve_policy,
    draft_policy,
    try_policy,
    withdraw_policy,
)
from symphony.triage.services.policy_tasks import (
    ask_for_regrading,
    ask_for_trial,
    do_policy_tasks,
)
from symphony.triage.services.reassessing import (
    NotAnAnswer,
    answer_facts,
    reassess,
)
from symphony.triage.services.retrying import grade_ungraded
from symphony.triage.services.taking_in import take_in
from symphony.triage.services.timing import (
    STOPPED,
    CannotAnswer,
    CannotPause,
    answer_breach,
    notice_breaches,
    pause_clocks,
    resume_clocks,
)
from symphony.triage.services.views import CannotSaveView, remove_view, save_view
from symphony.triage.services.words import (
    CannotSaveWords,
    NotAllowedToEditWords,
    Trial,
    WordsChangedMeanwhile,
    save_words,
    try_words,
)

__all__ = [
    "STOPPED",
    "AlreadyAcknowledged",
    "AlreadyDecided",
    "AssessedInFuture",
    "Assigned",
    "CallNotTold",
    "CannotAnswer",
    "CannotBeAssigned",
    "CannotPause",
    "CannotSaveView",
    "CannotSaveWords",
    "ChangedAgain",
    "DecisionReplaced",
    "HeldByAnother",
    "NameTaken",
    "NotAllowedToChangePolicy",
    "NotAllowedToEditWords",
    "NotAnAnswer",
    "NotDoubtful",
    "NotToBeApproved",
    "NothingToEndorse",
    "NothingToLookAt",
    "NothingToTakeBack",
    "OutsideIncomplete",
    "PolicyRefused",
    "ReplacedMeanwhile",
    "SameDecision",
    "SuggestionChanged",
    "Tally",
    "Trial",
    "WithdrawnAlready",
    "WordsChangedMeanwhile",
    "acknowledge_alert",
    "alert_about_quarantined",
    "answer_breach",
    "answer_facts",
    "approve_policy",
    "ask_for_regrading",
    "ask_for_trial",
    "assign",
    "close_changes",
    "collect_letterbox",
    "do_policy_tasks",
    "draft_policy",
    "endorse_decision",
    "escalate_alerts",
    "grade_ungraded",
    "hand_back",
    "hold",
    "import_files",
    "key_of",
    "learn",
    "learn_about_all",
    "look_at_changes",
    "mark_read",
    "mark_unread",
    "move_to_queue",
    "notice_breaches",
    "pause_clocks",
    "reassess",
    "record_control_room_call",
    "record_decision",
    "record_outside",
    "remove_view",
    "renew",
    "replace_decision",
    "resume_clocks",
    "return_decision",
    "save_view",
    "save_words",
    "send_notices",
    "take_back",
    "take_in",
    "take_next",
    "try_policy",
    "try_words",
    "withdraw_outside",
    "withdraw_policy",
]
