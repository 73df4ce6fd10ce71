"""The lists of the referrals area, as links above each of them."""

from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.staff.referrals.record import Section
from symphony.triage import queries

LISTS = (
    ("referrals:queue", "Queue", Permission.READ_REFERRALS),
    ("referrals:answers", "Answers", Permission.READ_CASES),
    ("referrals:changed", "Band may have changed", Permission.READ_CASES),
    ("referrals:doubtful", "Doubtful", Permission.READ_REFERRALS),
    ("referrals:expiring", "Provider data", Permission.READ_REFERRALS),
    ("referrals:second_person", "Second person", Permission.ENDORSE_NO_FURTHER_ACTION),
    ("referrals:quarantine", "Quarantine", Permission.READ_QUARANTINE),
    ("referrals:waiting", "Waiting files", Permission.READ_QUARANTINE),
    ("referrals:sources", "Sources", Permission.READ_QUARANTINE),
)


def count_in(sections: list[Section], name: str) -> int:
    """Return how many wait in one of the lists; none where the viewer may not open it."""
    return sum(section.count for section in sections if section.url == reverse(name))


def lists(viewer: User, current: str) -> list[Section]:
    """Return the lists that the viewer may open; what waits for them has its number."""
    counts = {
        "referrals:answers": cases.count_answered(viewer=viewer),
        "referrals:changed": cases.count_changed(viewer=viewer),
        "referrals:doubtful": queries.count_doubtful(viewer=viewer),
        "referrals:second_person": queries.awaiting_second_person(viewer=viewer).count(),
    }
    return [
        Section(words, reverse(name), name == current, counts.get(name, 0))
        for name, words, permission in LISTS
        if viewer.may(permission)
    ]
