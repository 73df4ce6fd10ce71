"""The home pages of those who work cases and make children safe."""

from datetime import datetime

from django.urls import reverse

from symphony.accounts.models import User
from symphony.cases import queries as cases
from symphony.core.clock import LONDON
from symphony.safeguarding import queries as safeguarding
from symphony.staff.cases import clocks
from symphony.staff.home.answers import answers
from symphony.staff.home.changed import may_have_changed
from symphony.staff.home.parts import Button, Clock, Home, Line, Section, counted

AT_MOST = 10


def investigator(user: User, at: datetime, last_here: datetime | None) -> Home:
    """One's own cases by the time of the first visit, and what the team has open."""
    return Home(
        sections=[
            answers(user),
            *may_have_changed(user),
            _own_cases(user, at),
            _team(user),
            _not_yet_safe(user, at),
        ],
        button=Button("Open your cases", reverse("cases:mine")),
    )


def safeguarding_officer(user: User, at: datetime, last_here: datetime | None) -> Home:
    """Children not yet safe, what is due for children, and one's own cases."""
    return Home(
        sections=[
            *may_have_changed(user),
            _not_yet_safe(user, at),
            _due_for_children(user, at),
            _own_cases(user, at),
        ],
        button=Button("Open the team's children", reverse("children:list")),
    )


def overdue_visits(user: User, at: datetime) -> Section:
    """Return the team's cases whose first visit is late."""
    page = cases.listing(viewer=user, view=cases.View.TEAM, at=at, first_visit=clocks.first_visit())
    late = [row for row in page.rows if row.is_overdue][:AT_MOST]
    return Section(
        "First visits overdue", _case_lines(late), "No first visit of the team is overdue."
    )


def _own_cases(user: User, at: datetime) -> Section:
    page = cases.listing(
        viewer=user,
        view=cases.View.MINE,
        at=at,
        first_visit=clocks.first_visit(),
        limit=AT_MOST,
    )
    more = f"All {page.total:,}" if page.total and page.total > AT_MOST else ""
    return Section(
        "Your cases",
        _case_lines(page.rows),
        "You own no open case. A case is yours when you take it, or when somebody hands it over.",
        more,
        reverse("cases:mine"),
    )


def _case_lines(rows: list[cases.CaseRow]) -> list[Line]:
    return [
        Line(
            reference=row.reference,
            url=reverse("cases:overview", args=[row.reference]),
            words=row.path_words,
            band=row.band,
            has_band=True,
            clock=_first_visit(row),
        )
        for row in rows
    ]


def _first_visit(row: cases.CaseRow) -> Clock | None:
    if row.first_visit_due_at is None:
        return None
    return Clock(
        "First visit",
        row.first_visit_due_at,
        row.opened_at,
        row.first_visit_at,
        row.paused_at,
        row.waiting_for,
    )


def _team(user: User) -> Section:
    counts = cases.counts(viewer=user)
    unassigned, team = counts[cases.View.UNASSIGNED], counts[cases.View.TEAM]
    lines = (
        [Line(counted(team, "open case", "open cases"), url=reverse("cases:team"))] if team else []
    )
    if unassigned:
        lines.append(Line(f"{unassigned:,} that nobody owns", url=reverse("cases:unassigned")))
    return Section(f"{user.team}", lines, "The team has no open case.")


def _not_yet_safe(user: User, at: datetime) -> Section:
    return _children(
        user,
        at,
        safeguarding.View.NOT_YET,
        "Children not yet safeguarded",
        "Every child in the team's open cases is safeguarded by the rule.",
    )


def _due_for_children(user: User, at: datetime) -> Section:
    return _children(
        user, at, safeguarding.View.DUE, "Due for children", "Nothing is due for any child."
    )


def _children(user: User, at: datetime, view: safeguarding.View, title: str, empty: str) -> Section:
    on = at.astimezone(LONDON).date()
    page = safeguarding.listing(viewer=user, view=view, on=on, limit=AT_MOST)
    count = safeguarding.counts(viewer=user)[view]
    lines = [
        Line(
            reference=row.reference,
            url=reverse("children:child", args=[row.reference]),
            mentions=row.cases,
            words=", ".join([*row.cases, *([row.due.words] if row.due else [])]),
            clock=Clock("Next step", row.due.due_at, row.due.began_at) if row.due else None,
        )
        for row in page.rows
    ]
    more = f"All {count:,}" if count > AT_MOST else ""
    return Section(title, lines, empty, more, f"{reverse('children:list')}?view={view}")
