"""What changed under a decision, on the home pages: other bands, and decisions sent back."""

from datetime import datetime

from django.urls import reverse

from symphony.accounts.models import User
from symphony.cases import queries as cases
from symphony.staff.home.parts import Line, Section, counted
from symphony.triage import queries as triage
from symphony.web import times

AT_MOST = 5
# Longer reasons are read on the page itself.
REASON_AT_MOST = 200


def since(user: User, last_here: datetime | None) -> list[Section]:
    """Return what is new in the queue, and how many bands may have changed, if anything is."""
    lines = []
    if last_here is not None:
        new = triage.count_received_since(viewer=user, since=last_here)
        url = f"{reverse('referrals:queue')}?unread=on"
        lines.append(Line(f"{new:,} new in the queue", url=url))
    if line := _count(user):
        lines.append(line)
    if not lines:
        return []
    here = f"Since you were last here ({times.staff_time(last_here)})" if last_here else "New"
    return [Section(here, lines)]


def may_have_changed(user: User) -> list[Section]:
    """Return the section that says how many bands may have changed, if any."""
    line = _count(user)
    return [Section("Band may have changed", [line])] if line else []


def _count(user: User) -> Line | None:
    count = cases.count_changed(viewer=user)
    if not count:
        return None
    return Line(f"{count:,} band may have changed", url=reverse("referrals:changed"))


def sent_back(user: User) -> list[Section]:
    """Return this person's decisions for no further action that a second person sent back."""
    found = triage.sent_back_to(viewer=user)
    lines = [
        Line(
            reference=one.referral.reference,
            url=reverse("referrals:reading", args=[one.referral.reference]),
            words=f"by {one.returned_by.name if one.returned_by else ''} because:"
            f" {_short(one.returned_reason)}",
        )
        for one in found[:AT_MOST]
    ]
    more = f"{len(found) - AT_MOST:,} more" if len(found) > AT_MOST else ""
    section = Section("Sent back to you", lines, "", more, reverse("referrals:queue"))
    return [section] if lines else []


def second_person(user: User, at: datetime) -> Section:
    """Return how many decisions wait for a second person, and how many for over a day."""
    waiting = triage.awaiting_second_person(viewer=user).count()
    late = triage.count_awaiting_too_long(viewer=user, at=at)
    url = reverse("referrals:second_person")
    lines = []
    if late:
        words = f"{counted(late, 'decision has', 'decisions have')} waited for more than 24 hours"
        lines.append(Line(words, url=url))
    if waiting:
        words = f"{waiting:,} for no further action, waiting for a second person"
        lines.append(Line(words, url=url))
    return Section("Second person", lines, "No decision waits for a second person.")


def _short(words: str) -> str:
    return words if len(words) <= REASON_AT_MOST else f"{words[:REASON_AT_MOST].rstrip()}…"
