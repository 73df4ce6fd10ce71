"""The lists of the referrals area, as links above each of them."""

from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.staff.referrals.record import Section
from symphony.triage import queries

LISTS = (
    ("referrals:queue", "Queue", Permission.READ_REFERRALS),
    ("referrals:second_person", "Second person", Permission.ENDORSE_NO_FURTHER_ACTION),
    ("referrals:quarantine", "Quarantine", Permission.READ_QUARANTINE),
    ("referrals:waiting", "Waiting files", Permission.READ_QUARANTINE),
    ("referrals:sources", "Sources", Permission.READ_QUARANTINE),
)


def lists(viewer: User, current: str) -> list[Section]:
    """Return the lists that the viewer may open; what waits for them has its number."""
    waiting = queries.awaiting_second_person(viewer=viewer).count()
    counts = {"referrals:second_person": waiting}
    return [
        Section(words, reverse(name), name == current, counts.get(name, 0))
        for name, words, permission in LISTS
        if viewer.may(permission)
    ]
