"""What every page's frame shows: the areas a person may enter, their counts, the alert line.

The areas belong to the staff site, which registers them when it starts; this package knows
neither them nor the work behind them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core import installation
from symphony.core.clock import today
from symphony.web import looks, shortcuts


@dataclass(frozen=True)
class Area:
    """One entry of the staff navigation."""

    name: str
    url_name: str
    permission: Permission
    # All pages of the area have addresses that begin so; the entry is marked as the current one.
    begins: str


@dataclass(frozen=True)
class AlertLine:
    """The line on every page while a person is answerable for an immediate-harm alert."""

    reference: str
    url: str
    words: str
    acknowledge_url: str = ""
    # Which alert it is: a later one about the same thing is another.
    key: str = ""
    # What is the same as long as only time passes; a page that is open already is told of another.
    state: str = ""


@dataclass(frozen=True)
class NavigationEntry:
    name: str
    url: str
    is_current: bool
    count: int = 0


Counts = Callable[[User], Mapping[str, int]]
Alert = Callable[[User], AlertLine | None]


@dataclass
class _Registered:
    areas: list[Area] = field(default_factory=list)
    counts: Counts | None = None
    alert: Alert | None = None


_registered = _Registered()


def register_areas(areas: Sequence[Area]) -> None:
    """Set the entries of the staff navigation, in their order."""
    _registered.areas = list(areas)


def register_counts(counts: Counts) -> None:
    """Set what counts the open work of a person: {name of the area: number}."""
    _registered.counts = counts


def register_alert(alert: Alert) -> None:
    """Set what finds the immediate-harm alert that a person has to acknowledge, if any."""
    _registered.alert = alert


def _navigation(user: User, path: str) -> list[NavigationEntry]:
    entered = [area for area in _registered.areas if user.may(area.permission)]
    counts = _registered.counts(user) if _registered.counts and entered else {}
    return [
        NavigationEntry(
            name=area.name,
            url=url,
            is_current=path.startswith(area.begins),
            count=counts.get(area.name, 0),
        )
        for area in entered
        if (url := _exists(area.url_name))
    ]


def _demonstration() -> tuple[date, bool] | None:
    """Return the demonstration's date, and whether its past is still being told.

    None in a real installation, or in one that cannot be asked.
    """
    try:
        if not installation.is_demonstration():
            return None
        return today(), installation.past_is_missing()
    except DatabaseProblem:
        # The page that says that the database is away must not fail for its frame.
        return None


def _colours(user: object) -> str:
    """Return the class that fixes the theme; none leaves it to the browser's own setting."""
    dark = user.dark_colours if isinstance(user, User) else None
    return {True: "sy-dark", False: "sy-light", None: ""}[dark]


def _exists(url_name: str) -> str:
    """Return the address of a page, or nothing where this site does not have it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


FOOTER = (
    ("public:accessibility", "Accessibility"),
    ("public:privacy", "Privacy"),
    ("public:anonymity", "How we stay anonymous"),
    ("public:how_we_decide", "How we decide"),
)
SECTIONS = (
    ("public:report", "Report a concern", "/report/"),
    ("public:help", "Get help", "/help/"),
    ("public:news", "News", "/news/"),
    ("public:statistics", "Statistics", "/statistics/"),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every template what its site's frame needs (a context processor)."""
    frame: dict[str, Any] = {
        "force_name": settings.FORCE_NAME,
        "unit_name": settings.UNIT_NAME,
        "demonstration": _demonstration(),
        "request_id": getattr(request, "request_id", ""),
    }
    if settings.SITE == "public":
        sections = [(url, name, begins) for key, name, begins in SECTIONS if (url := _exists(key))]
        frame["sections"] = [
            NavigationEntry(name, url, request.path.startswith(begins))
            for url, name, begins in sections
        ]
        frame["footer_links"] = [(url, name) for key, name in FOOTER if (url := _exists(key))]
        return frame
    user = getattr(request, "user", None)
    frame["colours"] = _colours(user)
    if isinstance(user, User):
        frame["navigation"] = _navigation(user, request.path)
        alert = _registered.alert(user) if _registered.alert else None
        if alert:
            looks.show(request, alert.reference)
        frame["alert_line"] = alert
        frame["answers_alerts"] = user.may(Permission.ACKNOWLEDGE_ALERTS)
        if user.shortcuts:
            frame["shortcuts"] = shortcuts.of(user)
            frame["shortcuts_queue"] = user.may(Permission.READ_REFERRALS)
            frame["shortcuts_next"] = user.may(Permission.DECIDE_TRIAGE)
    return frame
