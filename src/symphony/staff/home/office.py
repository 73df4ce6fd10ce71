"""The home pages of those who publish, oversee and look after the system."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse

from symphony.accounts.models import User
from symphony.audit import queries as audit
from symphony.audit.models import Entry
from symphony.core.clock import LONDON
from symphony.staff.home.parts import Button, Home, Line, Section
from symphony.staff.oversight.system import checks


def press_officer(user: User, at: datetime, last_here: datetime | None) -> Home:
    """Operations to write about, and the releases."""
    return Home(sections=[], button=_open_releases())


def _open_releases() -> Button | None:
    try:
        return Button("Open the releases", reverse("news:list"))
    except NoReverseMatch:
        return None


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
            Section("System checks that fail", lines, "Every part that this site can see is well.")
        ],
        button=Button("Open system check", reverse("oversight:system")),
    )
