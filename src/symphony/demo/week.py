"""The planned week: Operation Symphony, 15 to 21 May 2023, and the release of 24 May."""

from datetime import date, datetime, timedelta

from symphony.cases.models import Case
from symphony.core.clock import LONDON
from symphony.demo.cast import Cast
from symphony.figures import measures
from symphony.figures.periods import Period
from symphony.news import offered
from symphony.news import queries as releases
from symphony.news import services as news
from symphony.news.models import Publication
from symphony.news.offered import Choice, Rounding
from symphony.operations import services as operations
from symphony.operations.models import Operation

SLUG, CODENAME = "symphony", "Symphony"
FIRST_DAY, LAST_DAY = date(2023, 5, 15), date(2023, 5, 21)
PLANNED_AT = datetime(2023, 4, 24, 9, 30, tzinfo=LONDON)
CASES_ADDED_AT = datetime(2023, 5, 12, 15, 0, tzinfo=LONDON)
WRITTEN_AT = datetime(2023, 5, 23, 16, 10, tzinfo=LONDON)
APPROVED_AT = datetime(2023, 5, 24, 9, 0, tzinfo=LONDON)
TWELVE_MONTHS = Period(date(2022, 5, 25), date(2023, 5, 24))
PURPOSE = (
    "One planned week against people who would harm children online, with visits to families"
    " whose children shared images of themselves."
)
TITLE = "{figure:1} arrested in week of action to protect children"
BODY = """\
{figure:1} people were arrested, {figure:2} children were safeguarded and {figure:3} education \
visits were made in a week of action, {period}.

Officers of the online child abuse investigation team also work on such cases every day. In the \
last twelve months they investigated {figure:4} crimes and safeguarded {figure:5} children.

Each case is treated differently. Children who share images of themselves need help to \
understand the risk, and so do their families. People who would harm a child are identified, \
investigated and brought before the courts.

If you worry about your own thoughts or behaviour, or about somebody else's, private help is \
there before anyone is hurt."""


def plan_operation(cast: Cast) -> Operation:
    """Plan the operation; return it, or the one that is there."""
    planned = Operation.objects.filter(slug=SLUG).first()
    return planned or operations.plan_operation(
        codename=CODENAME,
        slug=SLUG,
        purpose=PURPOSE,
        starts_on=FIRST_DAY,
        ends_on=LAST_DAY,
        team=cast.north.supervisor.team,
        by=cast.north.supervisor,
        at=PLANNED_AT,
    )


def add_case(operation: Operation, case: Case, cast: Cast) -> None:
    """Make the case part of the operation, as the supervisor of its team does."""
    team = cast.north if case.team_id == cast.north.supervisor.team_id else cast.south
    operations.add_case(
        operation=operation,
        case=case,
        by=team.supervisor,
        at=max(CASES_ADDED_AT, case.opened_at + timedelta(minutes=30)),
    )


def release(cast: Cast, operation: Operation) -> Publication | None:
    """Publish the week's release, unless the operation has one already.

    Written the evening before; in the morning its figures are counted again, so that what is
    approved is what was counted at that moment.
    """
    if operation.releases.exists():
        return None
    writer, second = cast.press[:2]
    draft = news.start_release(
        operation=operation,
        title=TITLE,
        body=BODY,
        figures=_figures(operation),
        by=writer,
        at=WRITTEN_AT,
    )
    for figure in releases.figures(draft):
        news.count_again(figure=figure, by=writer, at=APPROVED_AT)
    news.send_for_approval(release=draft, by=writer, at=APPROVED_AT)
    return news.approve_and_publish(release=draft, by=second, at=APPROVED_AT)


def _figures(operation: Operation) -> list[Choice]:
    """Return the figures in the order in which the text names them."""
    week = Period(operation.starts_on, operation.ends_on)
    exact, more = (Rounding.EXACT,), (Rounding.MORE_THAN,)
    hundreds = (Rounding.MORE_THAN_100, Rounding.MORE_THAN)
    return [
        offered.counted(measure, period, of, roundings, as_at=WRITTEN_AT)
        for measure, period, of, roundings in (
            (measures.PEOPLE_ARRESTED, week, operation, exact),
            (measures.CHILDREN_SAFEGUARDED, week, operation, more),
            (measures.EDUCATION_VISITS, week, operation, exact),
            (measures.CRIMES_INVESTIGATED, TWELVE_MONTHS, None, hundreds),
            (measures.CHILDREN_SAFEGUARDED, TWELVE_MONTHS, None, hundreds),
        )
    ]
