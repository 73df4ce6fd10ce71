"""The report on fairness as a table that a spreadsheet opens."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.staff import spreadsheets
from symphony.staff.oversight import report_scope
from symphony.staff.oversight.fairness import HEADS, by_of, rows_of
from symphony.staff.oversight.report_parts import BANDS
from symphony.staff.oversight.report_scope import ReportForm, Scope
from symphony.triage.queries import fairness
from symphony.triage.queries.fairness import By, Fairness
from symphony.triage.shares import Share
from symphony.web.requests import StaffRequest

MINUTE = 60


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Return every number of the report with its share and interval."""
    scope = report_scope.read(request, at=now(), form=ReportForm(request.GET))
    by = by_of(request)
    found = fairness.fairness(scope.of_referrals, by=by, viewer=request.user)
    name = f"fairness-{by}-{scope.period.starts_on}-{scope.period.ends_on}"
    return spreadsheets.response(name, _header(by), _rows(found, scope))


def _header(by: By) -> tuple[str, ...]:
    head = (HEADS[by], "What", "Count", "Out of", "Share", "From", "To")
    return (*head, "Median minutes to the first decision")


def _rows(found: Fairness, scope: Scope) -> Iterator[tuple[object, ...]]:
    for row in rows_of(found, scope):
        group = row.group
        median = "" if group.median is None else round(group.median.total_seconds() / MINUTE)
        yield row.label, "Received", group.count, group.count, "", "", "", median
        for side, counts, of in (
            ("Suggested", group.suggested, group.count),
            ("Decided", group.decided, group.decided_count),
        ):
            for band, words in BANDS.items():
                if band in counts:
                    whole = group.count if band == fairness.WAITING else of
                    yield row.label, f"{side}: {words}", *_share(Share(counts[band], whole)), ""


def _share(share: Share) -> tuple[object, ...]:
    if share.is_few:
        return share.count, share.of, "", "", ""
    low, high = share.interval
    return share.count, share.of, f"{share.value:.4f}", f"{low:.4f}", f"{high:.4f}"
