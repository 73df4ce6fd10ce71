"""The report on agreement as a table that a spreadsheet opens."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.accounts.models import User
from symphony.core.clock import now
from symphony.staff import spreadsheets
from symphony.staff.oversight import report_scope
from symphony.staff.oversight.report_parts import BANDS, PATHS
from symphony.staff.oversight.report_scope import DecidersForm, Scope
from symphony.triage.queries import agreement, by_rule, opinions
from symphony.triage.queries.agreement import Moves
from symphony.triage.shares import Share
from symphony.web.requests import StaffRequest

HEADER = ("Table", "Of", "Decided", "Count", "Out of", "Share", "From", "To")


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Return every number of the report with its share and interval."""
    scope = report_scope.read(request, at=now(), form=DecidersForm(request.GET))
    name = f"agreement-{scope.period.starts_on}-{scope.period.ends_on}"
    return spreadsheets.response(name, HEADER, _rows(scope, request.user))


def _rows(scope: Scope, viewer: User) -> Iterator[tuple[object, ...]]:
    decisions = scope.of_decisions
    found = agreement.agreement(decisions, viewer=viewer)
    rules = by_rule.by_rule(decisions, viewer=viewer)
    seconds = opinions.opinions(agreement.made(decisions, viewer=viewer))
    yield from _pairs("Band, suggested and decided", found.bands, BANDS)
    yield from _pairs("Path, suggested and decided", found.paths, PATHS)
    yield from _moves("All", "All", found.moves)
    for version, moves in rules.by_policy.items():
        yield from _moves("Policy", version, moves)
    for row in rules.rows:
        yield from _moves("Rule", f"{row.rule}, {row.policy}", row.moves)
    for officer in found.officers:
        if not officer.moves.agree.is_few:
            yield from _moves("Officer", officer.name, officer.moves)
    yield from _pairs("Band, first and second officer", seconds.bands, BANDS)
    yield from _pairs("Path, first and second officer", seconds.paths, PATHS)
    for what, count in found.second_person.items():
        yield _row("No further action", "", what, Share(count, sum(found.second_person.values())))


def _pairs(
    table: str, counts: agreement.Pairs, words: dict[str, str]
) -> Iterator[tuple[object, ...]]:
    for first in words:
        of = sum(count for pair, count in counts.items() if pair[0] == first)
        for second in words:
            if (first, second) in counts:
                share = Share(counts[first, second], of)
                yield _row(table, words[first], words[second], share)


def _moves(table: str, of: str, moves: Moves) -> Iterator[tuple[object, ...]]:
    yield _row(table, of, "Band kept", Share(moves.kept, moves.of))
    yield _row(table, of, "Band higher", Share(moves.up, moves.of))
    yield _row(table, of, "Band lower", Share(moves.down, moves.of))
    yield _row(table, of, "Band or path changed", moves.differing)


def _row(table: str, of: str, decided: str, share: Share) -> tuple[object, ...]:
    if share.is_few:
        return table, of, decided, share.count, share.of, "", "", ""
    low, high = share.interval
    return (
        table,
        of,
        decided,
        share.count,
        share.of,
        f"{share.value:.4f}",
        f"{low:.4f}",
        f"{high:.4f}",
    )
