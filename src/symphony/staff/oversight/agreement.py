"""How far officers and the policy agree, and officers among themselves."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.staff.oversight import area, report_scope, share_chart
from symphony.staff.oversight.report_parts import BANDS, PATHS, Matrix, Number, matrix
from symphony.staff.oversight.report_scope import DecidersForm, Scope
from symphony.triage import policy
from symphony.triage.queries import agreement, by_rule, opinions, policies
from symphony.triage.queries.agreement import Agreement, Moves
from symphony.triage.shares import FEW, FEW_FOR_KAPPA, Share, kappa_words, weighted_kappa
from symphony.web.requests import StaffRequest

FIRST = {
    "F1": "The sender says that a child is in danger now",
    "F2": "The company marked it high priority",
    "F3": "A child speaks of hurting themselves",
    # Which words those were is nobody's business here.
    "F4": "Words in the report that always alert",
}
SECOND_PERSON = {
    "endorsed": "Endorsed by a second person",
    "waiting": "Waiting for a second person",
    "returned": "Sent back by a second person",
    "again": "Changed before a second person looked",
}


@dataclass(frozen=True)
class MovesRow:
    """What became of the bands of one rule, version or officer."""

    label: str
    says: str
    of: Number
    kept: Number
    up: Number
    down: Number
    differ: Number
    path_change: Number | None = None

    @property
    def agree(self) -> Share:
        return Share(self.kept.count, self.of.count)

    @property
    def differing(self) -> Share:
        return Share(self.differ.count, self.of.count)


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the report on the decisions of a period, each number with its list."""
    at = now()
    form = DecidersForm(request.GET)
    scope = report_scope.read(request, at=at, form=form)
    found = agreement.agreement(scope.of_decisions, viewer=request.user)
    rules = by_rule.by_rule(scope.of_decisions, viewer=request.user)
    seconds = opinions.opinions(agreement.made(scope.of_decisions, viewer=request.user))
    links = Links(scope)
    context = {
        "form": form,
        "scope": scope,
        "as_at": at,
        "found": found,
        "all": links.number(found.made, "all of them"),
        "without": links.number(found.without_suggestion, "not graded", moved="nothing"),
        "total": links.moves("", found.moves),
        "kappa": _kappa_words(found.bands),
        "bands": links.bands(found),
        "paths": links.paths(found),
        "chart": _chart(found),
        "rules": [_rule(links, row) for row in rules.rows],
        "rules_left_out": rules.left_out,
        "policies": [
            links.moves(version, moves, policy=version)
            for version, moves in rules.by_policy.items()
        ],
        "officers": [
            links.moves(row.name, row.moves, officer=row.staff_number)
            for row in found.officers
            if row.moves.of >= FEW
        ],
        "few_officers": [
            links.moves(row.name, row.moves, officer=row.staff_number)
            for row in found.officers
            if row.moves.of < FEW
        ],
        "few": FEW,
        "seconds": links.number(seconds.count, "after another officer", after="another"),
        "second_bands": links.second_bands(seconds),
        "second_paths": links.second_paths(seconds),
        "second_kappa": _kappa_words(seconds.bands),
        "own": links.number(seconds.own, "changed by the same officer", after="own"),
        "second_person": [
            (words, links.number(found.second_person[name], words.lower(), second_person=name))
            for name, words in SECOND_PERSON.items()
        ],
        "data_url": f"{reverse('oversight:agreement_data')}?{scope.query}",
        "sections": area.pages(request.user, "oversight:agreement"),
    }
    return render(request, "staff/oversight/agreement.html", context)


class Links:
    """Makes numbers of one scope that open to their lists."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def url(self, **select: str) -> str:
        address = reverse("oversight:agreement_records")
        return f"{address}?{report_scope.query(self._scope, **_in_address(select))}"

    def number(self, count: int, says: str, **select: str) -> Number:
        return Number(count, self.url(**select), says)

    def moves(self, label: str, moves: Moves, says: str = "", **select: str) -> MovesRow:
        def number(count: int, words: str, **more: str) -> Number:
            return self.number(count, f"{label} {words}".strip(), **select, **more)

        return MovesRow(
            label=label,
            says=says,
            of=number(moves.of, "with a suggestion", moved="any"),
            kept=number(moves.kept, "kept", moved="kept"),
            up=number(moves.up, "higher", moved="up"),
            down=number(moves.down, "lower", moved="down"),
            differ=number(moves.differ, "band or path changed", differs="yes"),
        )

    def bands(self, found: Agreement) -> Matrix:
        def link(said: str, band: str) -> str:
            return self.url(suggested_band=said, band=band)

        title = "How urgent: suggested and decided"
        return matrix(title, ("Suggested", "Decided"), found.bands, BANDS, link)

    def paths(self, found: Agreement) -> Matrix:
        def link(said: str, path: str) -> str:
            return self.url(suggested_path=said, path=path)

        title = "Which path: suggested and decided"
        return matrix(title, ("Suggested", "Decided"), found.paths, PATHS, link)

    def second_bands(self, found: opinions.Opinions) -> Matrix:
        def link(first: str, band: str) -> str:
            return self.url(after="another", first_band=first, band=band)

        title = "How urgent: the first officer and the second"
        return matrix(title, ("First", "Second"), found.bands, BANDS, link)

    def second_paths(self, found: opinions.Opinions) -> Matrix:
        def link(first: str, path: str) -> str:
            return self.url(after="another", first_path=first, path=path)

        title = "Which path: the first officer and the second"
        return matrix(title, ("First", "Second"), found.paths, PATHS, link)


def _in_address(select: dict[str, str]) -> dict[str, str]:
    """The officer of a row, and the officer that a report is narrowed to, have a name each."""
    return {("of_officer" if name == "officer" else name): v for name, v in select.items()}


def _rule(links: Links, row: by_rule.OfRule) -> MovesRow:
    select = {"policy": row.policy, "rule": row.rule}
    label = row.rule if row.rule in FIRST else f"{row.rule}, {row.policy}"
    found = links.moves(label, row.moves, says(row.policy, row.rule), **select)
    if not row.path_change:
        return found
    said, path, count = row.path_change
    words = f"{PATHS[said]} to {PATHS[path].lower()}"
    change = links.number(count, words, suggested_path=said, path=path, **select)
    return MovesRow(**{**vars(found), "path_change": change})


def says(version: str, rule: str) -> str:
    """Return what a rule says by the version that it is of; nothing if that cannot be read."""
    if rule in FIRST:
        return FIRST[rule]
    try:
        rules = policies.version(version).rules
    except (DomainError, policy.BadPolicy):
        return ""
    return next((one.says for one in rules if one.name == rule), "")


def _kappa_words(bands: agreement.Pairs) -> str:
    """Return the weighted kappa of a table of bands in words, with how many it is made of."""
    of = sum(count for (first, _), count in bands.items() if first in agreement.BANDS)
    if of < FEW_FOR_KAPPA:
        return f"Weighted kappa: too few to say ({of:,}; it wants {FEW_FOR_KAPPA})."
    kappa = weighted_kappa(bands, agreement.BANDS)
    if kappa is None:
        return f"Weighted kappa cannot be worked out: all {of:,} are in one band."
    return f"Weighted kappa: {kappa:.2f}, {kappa_words(kappa)} (quadratic weights, n = {of:,})."


def _chart(found: Agreement) -> share_chart.Chart:
    shares = []
    for band in agreement.BANDS:
        of = sum(count for (said, _), count in found.bands.items() if said == band)
        if of:
            kept = Share(found.bands.get((band, band), 0), of)
            shares.append((f"Suggested {BANDS[band].lower()}: {of:,}", kept))
    total = found.moves.agree
    finding = (
        f"Officers kept the suggested band in {total.percent} of {total.of:,}."
        if total.of
        else "Nothing was decided beside a suggestion."
    )
    return share_chart.draw("kept", "Share of suggested bands kept", finding, shares, total)
