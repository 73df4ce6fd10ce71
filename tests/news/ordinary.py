"""An operation with one arrest in its week, and a release about it."""

from datetime import date, timedelta

from symphony.figures import measures
from symphony.figures.periods import Period
from symphony.news import services
from symphony.news.offered import Choice
from symphony.operations import services as operations
from tests import make

WEEK = Period(date(2023, 5, 15), date(2023, 5, 21))
WRITTEN = make.NOON + timedelta(days=5)
APPROVED = WRITTEN + timedelta(hours=2)
TITLE = "{figure:1} arrested in week of action"
BODY = "{figure:1} people were arrested in {operation}, {period}.\n\nEach case is different."


def operation(**changes):
    """An operation with a case in which one person was arrested."""
    case = changes.pop("case", None) or make.case()
    supervisor = make.supervisor(team=case.team)
    ordinary = {
        "codename": "Example",
        "slug": "example",
        "purpose": "A week of action.",
        "starts_on": WEEK.starts_on,
        "ends_on": WEEK.ends_on,
        "team": case.team,
        "by": supervisor,
        "at": make.NOON,
    }
    planned = operations.plan_operation(**ordinary | changes)
    operations.add_case(operation=planned, case=case, by=supervisor, at=make.NOON)
    make.arrest(case)
    return planned


def arrested(of, rounding="exact"):
    return Choice(measures.PEOPLE_ARRESTED, WEEK, of, rounding)


def started(**changes):
    """A draft about an operation, with the people arrested in its week chosen."""
    of = changes.pop("operation", None) or operation()
    ordinary = {
        "operation": of,
        "title": TITLE,
        "body": BODY,
        "figures": [arrested(of)],
        "by": changes.pop("by", None) or make.press_officer(),
        "at": WRITTEN,
    }
    return services.start_release(**ordinary | changes)


def chosen(release, **changes):
    """Another figure in the draft: its arrests."""
    ordinary = {
        "measure": measures.ARRESTS,
        "period": WEEK,
        "operation": release.operation,
        "rounding": "exact",
        "by": release.written_by,
        "at": WRITTEN,
    }
    return services.choose_figure(release=release, **ordinary | changes)


def sent(**changes):
    """A release that waits for a second person."""
    release = changes.pop("release", None) or started(**changes)
    return services.send_for_approval(release=release, by=release.written_by, at=WRITTEN)


def published(**changes):
    """A release that a second press officer has published."""
    by = changes.pop("approved_by", None) or make.press_officer()
    release = changes.pop("release", None) or sent(**changes)
    return services.approve_and_publish(release=release, by=by, at=APPROVED)


def second_arrest(release):
    """Enter one more arrest in the operation's cases, after the figures were counted."""
    team = release.operation.members.get().case.team
    case, supervisor = make.case(), make.supervisor(team=team)
    operations.add_case(operation=release.operation, case=case, by=supervisor, at=WRITTEN)
    return make.arrest(case, at=WRITTEN + timedelta(minutes=1))
