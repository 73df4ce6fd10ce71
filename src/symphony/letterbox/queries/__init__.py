"""What waits in the letterbox, what was written back and forth, what readers thought."""

from symphony.letterbox.queries.messages import (
    Line,
    Receipt,
    answers_to_collect,
    can_be_reached,
    conversation,
    conversation_of,
    is_sent,
    receipt_of,
    sent_within_the_hour,
    unread_answers,
)
from symphony.letterbox.queries.ratings import (
    Comment,
    RatedPage,
    RatingsOfPage,
    has_rated,
    latest_comments,
    rated_pages,
    ratings_of,
    visits_by_day,
    visits_by_page,
)
from symphony.letterbox.queries.reporting import (
    Waiting,
    reference_of,
    to_collect,
    unfinished,
    waiting,
)

__all__ = [
    "Comment",
    "Line",
    "RatedPage",
    "RatingsOfPage",
    "Receipt",
    "Waiting",
    "answers_to_collect",
    "can_be_reached",
    "conversation",
    "conversation_of",
    "has_rated",
    "is_sent",
    "latest_comments",
    "rated_pages",
    "ratings_of",
    "receipt_of",
    "reference_of",
    "sent_within_the_hour",
    "to_collect",
    "unfinished",
    "unread_answers",
    "visits_by_day",
    "visits_by_page",
    "waiting",
]
