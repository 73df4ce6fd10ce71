"""What reporters wrote since, on the home pages of those who read and answer it."""

from django.urls import reverse

from symphony.accounts.models import User
from symphony.cases import queries as cases
from symphony.staff.home.parts import Line, Section, counted
from symphony.web import times

AT_MOST = 5


def answers(user: User) -> Section:
    """Return the referrals that this person may see whose sender wrote something unread."""
    found = cases.answered(viewer=user, limit=AT_MOST + 1)
    lines = [
        Line(
            reference=row.reference,
            url=reverse("referrals:messages", args=[row.reference]),
            words=_words(row),
        )
        for row in found[:AT_MOST]
    ]
    more = "All answers" if len(found) > AT_MOST else ""
    return Section(
        "Answers from reporters",
        lines,
        "Nobody who can come back has written since.",
        more,
        reverse("referrals:answers"),
    )


def _words(row: cases.AnsweredRow) -> str:
    danger = "A child is in danger now. " if row.says_danger else ""
    new = counted(row.unread, "new message", "new messages")
    return f"{danger}{new} since {times.staff_time(row.since)}"
