"""What a press officer and a second person do with a release."""

from symphony.news.services.approving import (
    NotReady,
    ReasonMissing,
    SentAgain,
    approve_and_publish,
    send_back,
    send_for_approval,
)
from symphony.news.services.figures import (
    NotChosen,
    choose_figure,
    count_again,
    remove_figure,
)
from symphony.news.services.writing import ChangedMeanwhile, change_release, start_release

__all__ = [
    "ChangedMeanwhile",
    "NotChosen",
    "NotReady",
    "ReasonMissing",
    "SentAgain",
    "approve_and_publish",
    "change_release",
    "choose_figure",
    "count_again",
    "remove_figure",
    "send_back",
    "send_for_approval",
    "start_release",
]
