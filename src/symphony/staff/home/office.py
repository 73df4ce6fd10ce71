"""The home pages of those who publish, oversee and look after the system."""

from datetime import datetime

from django.urls import reverse

from symphony.accounts.models import User
from symphony.audit import queries as audit
from symphony.audit.models import Entry
from symphony.contacts import queries as contacts
from symphony.core.clock import LONDON, today
from symphony.news import queries as news
from symphony.news.models import Release
from symphony.staff.home.parts import Button, Home, Line, Section, counted
from symphony.staff.oversight.system import checks

AT_MOST = 5


def press_officer(user: User, at: datetime, last_here: datetime | None) -> Home:
    """What awaits this person, what awaits a second one, and the last ones published."""
    releases = news.listing(viewer=user)
    state = Release.State
    to_approve = [row for row in releases if row.is_for_viewer_to_approve]
    in_hand = [row for row in releases if row.state in (state.DRAFT, state.RETURNED)]
    awaiting = [
        row for row in releases if row.state == state.AWAITING and not row.is_for_viewer_to_approve
    ]
    published = [row for row in releases if row.state == state.PUBLISHED]
    return Home(
        sections=[
            _releases("For you to approve", to_approve, "No release waits for your approval."),
            _releases("Being written", in_hand, "No release is being written."),
            _releases("Waiting for a second person", awaiting, "None waits for anybody else."),
            _releases("Published", published[:AT_MOST], "Nothing has been published yet."),
        ],
        button=Button("Start a release", reverse("news:start")),
    )


def _releases(title: str, rows: list[news.Row], empty: str) -> Section:
    lines = [
        Line(
            f"{row.title} ({row.state_words.lower()})", url=reverse("news:release", args=[row.slug])
        )
        for row in rows
    ]
    return Section(title, lines, empty)


def auditor(user: User, at: datetime, last_here: datetime | None) -> Home:
    """What the log has of today."""
    local = at.astimezone(LONDON)
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    counts = audit.counts_by_kind(since=begins, until=at)
    log = reverse("oversight:audit")
    day = f"day_day={local.day}&day_month={local.month}&day_year={local.year}"
    lines = [
        Line(f"{count:,} {Entry.Kind(kind).label.lower()}", url=f"{log}?kind={kind}&{day}")
        for kind, count in counts.items()
    ]
    return Home(
        sections=[Section("In the log today", lines, "Nothing is logged today.")],
        button=Button("Open the audit log", log),
    )


def administrator(user: User, at: datetime, last_here: datetime | None) -> Home:
    """The parts of the system that need somebody."""
    failing = [check for check in checks() if not check.is_well]
    lines = [Line(f"{check.name}: {check.words}") for check in failing]
    return Home(
        sections=[
            Section("System checks that fail", lines, "Every part that this site can see is well."),
            Section("Contacts", [_contacts()]),
        ],
        button=Button("Open system check", reverse("oversight:system")),
    )


def _contacts() -> Line:
    """Say how many contacts of the public site somebody should check again."""
    due = len(contacts.due(on=today()))
    words = f"{counted(due, 'contact', 'contacts')} due for checking" if due else "None is due"
    return Line(f"{words}. Open the contacts", url=reverse("oversight:contacts"))
