"""How referrals fare by where they come from, and what such numbers can and cannot show."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.core.clock import now
from symphony.referrals.models.referral import Channel
from symphony.staff.oversight import area, report_scope, share_chart
from symphony.staff.oversight.report_parts import BANDS, Number
from symphony.staff.oversight.report_scope import ReportForm, Scope
from symphony.triage.models import Band
from symphony.triage.queries import fairness
from symphony.triage.queries.agreement import ANY, NOT_GRADED
from symphony.triage.queries.fairness import GRAVE, WAITING, By, Fairness, Group
from symphony.triage.shares import FEW, Share
from symphony.web import times
from symphony.web.requests import StaffRequest

VIEWS = {By.CHANNEL: "By channel", By.SENDER: "By sender", By.AREA: "By area"}
HEADS = {By.CHANNEL: "Channel", By.SENDER: "Sender", By.AREA: "Area"}
SUGGESTED = (*Band.values, NOT_GRADED)
DECIDED = (*Band.values, WAITING)
_CHANNELS = dict(Channel.choices)
# How many are named in the chart; the table has them all.
DRAWN = 12


@dataclass(frozen=True)
class GroupRow:
    """One group as the tables show it."""

    label: str
    group: Group
    all: Number
    suggested: list[Number]
    all_decided: Number
    decided: list[Number]
    median: str
    is_few: bool


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show how the referrals of a period fared, each number with its list."""
    at = now()
    form = ReportForm(request.GET)
    scope = report_scope.read(request, at=at, form=form)
    by = by_of(request)
    found = fairness.fairness(scope.of_referrals, by=by, viewer=request.user)
    query = report_scope.query(scope, by=by.value)
    context = {
        "form": form,
        "scope": scope,
        "as_at": at,
        "by": by,
        "head": HEADS[by],
        "views": [
            (words, "" if one == by else f"?{report_scope.query(scope, by=one.value)}")
            for one, words in VIEWS.items()
        ],
        "kept": [("by", by.value)],
        "rows": rows_of(found, scope),
        "count": found.all.count,
        "suggested_columns": [BANDS[band] for band in SUGGESTED],
        "decided_columns": [BANDS[band] for band in DECIDED],
        "differences": differences(found),
        "groups_compared": sum(not group.of_suggested().is_few for group in found.groups),
        "charts": _charts(found),
        "few": FEW,
        "data_url": f"{reverse('oversight:fairness_data')}?{query}",
        "sections": area.pages(request.user, "oversight:fairness"),
    }
    return render(request, "staff/oversight/fairness.html", context)


def by_of(request: HttpRequest) -> By:
    """Return what the address tells referrals apart by; channels where it does not say."""
    asked = request.GET.get("by", "")
    return By(asked) if asked in set(By) else By.CHANNEL


def label_of(group: Group, by: By) -> str:
    """Return a group as people call it."""
    if by == By.AREA:
        return group.label or "Not stated"
    channel, _, sender = group.label.partition("|")
    words = _CHANNELS.get(channel, channel)
    return words if by == By.CHANNEL else f"{sender or 'Not stated'} ({words})"


def others_words(group: Group, by: By) -> str:
    """Return what the small groups together are called."""
    what = {By.AREA: "area", By.SENDER: "sender", By.CHANNEL: "channel"}[by]
    several = f"{group.of_groups:,} other {what}s" if group.of_groups > 1 else f"1 other {what}"
    return f"{several} with fewer than {FEW}"


def rows_of(found: Fairness, scope: Scope) -> list[GroupRow]:
    """Return the groups, the small ones together, and all of them last."""
    named = [(label_of(group, found.by), group) for group in found.groups]
    if found.others:
        named.append((others_words(found.others, found.by), found.others))
    named.append(("All", found.all))
    return [_row(label, group, found.by, scope) for label, group in named]


def _row(label: str, group: Group, by: By, scope: Scope) -> GroupRow:
    def url(**select: str) -> str:
        asked = {"by": by.value, "key": group.key, **select}
        return f"{reverse('oversight:fairness_records')}?{report_scope.query(scope, **asked)}"

    def suggested(band: str) -> Number:
        share = group.of_suggested(band)
        says = f"{label}, suggested {BANDS[band].lower()}"
        return Number(share.count, url(suggested=band), says, share)

    def decided(band: str) -> Number:
        waits = band == WAITING
        share = Share(group.decided.get(band, 0), group.count) if waits else group.of_decided(band)
        says = f"{label}, {'not decided' if waits else 'decided ' + BANDS[band].lower()}"
        return Number(share.count, url(decided=band), says, share)

    together = group.key == fairness.OTHERS
    return GroupRow(
        label=label,
        group=group,
        all=Number(group.count, url(), f"{label}, all of them"),
        all_decided=Number(group.decided_count, url(decided=ANY), f"{label}, decided"),
        suggested=[suggested(band) for band in SUGGESTED],
        decided=[decided(band) for band in DECIDED],
        median=_span(group.median),
        is_few=together or group.of_suggested().is_few,
    )


def _span(length: timedelta | None) -> str:
    return "Not known" if length is None else times.span(length)


def differences(found: Fairness) -> list[str]:
    """Return in words where a group's interval has nothing in common with that of all."""
    said = []
    for group in found.groups:
        label = label_of(group, found.by)
        for words, share, of_all in (
            (
                "suggested high or very high",
                group.of_suggested(*GRAVE),
                found.all.of_suggested(*GRAVE),
            ),
            ("decided high or very high", group.of_decided(*GRAVE), found.all.of_decided(*GRAVE)),
            ("not graded", group.of_suggested(NOT_GRADED), found.all.of_suggested(NOT_GRADED)),
        ):
            if not share.is_few and share.lies_apart_from(of_all):
                more = "more" if share.value > of_all.value else "less"
                said.append(
                    f"{label}: {words} {more} often than all, {share.percent}"
                    f" ({share.interval_words}) against {of_all.percent}."
                )
    return said


def _charts(found: Fairness) -> list[share_chart.Chart]:
    shown = found.groups[:DRAWN]
    more = len(found.groups) - len(shown)
    rest = f" The {DRAWN} largest of {len(found.groups):,} are drawn." if more else ""
    of_all = found.all
    suggested = [(label_of(group, found.by), group.of_suggested(*GRAVE)) for group in shown]
    decided = [(label_of(group, found.by), group.of_decided(*GRAVE)) for group in shown]
    return [
        share_chart.draw(
            "suggested",
            "Share suggested high or very high",
            _finding("suggested", of_all.of_suggested(*GRAVE)) + rest,
            suggested,
            of_all.of_suggested(*GRAVE),
        ),
        share_chart.draw(
            "decided",
            "Share decided high or very high",
            _finding("decided", of_all.of_decided(*GRAVE)) + rest,
            decided,
            of_all.of_decided(*GRAVE),
        ),
    ]


def _finding(what: str, share: Share) -> str:
    if not share.of:
        return f"Nothing was {what} in this period."
    return f"Of {share.of:,}, {share.percent} were {what} high or very high."
