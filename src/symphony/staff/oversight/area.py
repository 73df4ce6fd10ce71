"""The pages of the oversight area, as links above each of them."""

from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.staff.referrals.record import Section
from symphony.triage import queries as triage

PAGES = (
    ("oversight:audit", "Audit log", Permission.READ_AUDIT),
    ("oversight:rota", "Rota", Permission.PLAN_ROTA),
    ("oversight:policy", "Policy", Permission.READ_REFERRALS),
    ("oversight:words", "Alert words", Permission.READ_REFERRALS),
    ("oversight:breaches", "Breaches", Permission.ANSWER_BREACHES),
    ("oversight:agreement", "Agreement", Permission.READ_TRIAGE_REPORTS),
    ("oversight:fairness", "Fairness", Permission.READ_TRIAGE_REPORTS),
    ("oversight:system", "System check", Permission.CHECK_SYSTEM),
)


def pages(viewer: User, current: str) -> list[Section]:
    """Return the pages that the viewer may open; what waits for an answer has its number."""
    counts = {}
    if viewer.may(Permission.ANSWER_BREACHES):
        counts["oversight:breaches"] = triage.breaches(viewer=viewer, is_open=True).count()
    return [
        Section(words, reverse(name), name == current, counts.get(name, 0))
        for name, words, permission in PAGES
        if viewer.may(permission)
    ]
