"""The queue: what waits for a decision, most urgent first, and why it stands where it stands."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.core.clock import now, real_now
from symphony.staff import paging
from symphony.staff.referrals import alerts, area, narrowing, rows, saved
from symphony.staff.referrals.narrowing import BANDS, VIEWS, Narrowed
from symphony.triage import queries, services
from symphony.triage.queries import policies
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

log = structlog.get_logger("symphony.staff")

PLACES = "queue"
# In the address: the view that was chosen from the list, as the address that it leads to.
SHOW = "show"
# How the names begin that say what is asked for; places in the list do not count.
ASKS = ("view", "band", "path", "source", "area", "received", "since", "until", "only", "unread")


@dataclass(frozen=True)
class ViewLink:
    """One of Mine, My team and All, with how many the filter leaves there; None is over 1,000."""

    words: str
    url: str
    count: int | None
    is_current: bool


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show a page of the queue."""
    if SHOW in request.GET:
        _, chosen = narrowing.asked_for(request.user, request.GET[SHOW])
        return redirect(f"{request.path}?{chosen.query()}")
    _collect()
    at = now()
    opened_at = real_now()
    form, asked = narrowing.asked_for(request.user, _address(request))
    page = queries.queue(
        viewer=request.user,
        at=at,
        only=asked.filter(at=at),
        after=place(request, paging.AFTER),
        before=place(request, paging.BEFORE),
    )
    counts = queries.counts_by_band(viewer=request.user)
    sections = area.lists(request.user, "referrals:queue")
    show(request, *(row.reference for row in page.rows))
    context = {
        "lines": rows.lines(page.rows, at=at),
        "total": page.total,
        "waiting": sum(counts.values()),
        "bands": [(band, BANDS[band], count) for band, count in counts.items()],
        "views": _views(request.user, asked, page.total, at),
        "asked": asked,
        "here": f"{request.path}?{asked.query()}",
        "form": form,
        "in_use": _in_use(asked),
        "clear_url": f"?view={asked.view}",
        "saved": saved.choices(request.user, asked),
        "arrivals_url": _arrivals(asked, opened_at),
        "previous_url": _page_address(asked, paging.BEFORE, page.previous),
        "next_url": _page_address(asked, paging.AFTER, page.next),
        "first_free": next((row.reference for row in page.rows if not row.holder_name), ""),
        "sections": sections,
        "doubtful": area.count_in(sections, "referrals:doubtful"),
        "answered": area.count_in(sections, "referrals:answers"),
        "may_decide": request.user.may(Permission.DECIDE_TRIAGE),
        "may_assign": request.user.may(Permission.ASSIGN_REFERRALS) or asked.view == "mine",
        "policy_name": policies.name_in_force(),
        "nobody_on_call": alerts.nobody_on_call(request.user),
        "now": at,
    }
    return render(request, "staff/referrals/queue.html", context)


def _collect() -> None:
    """Bring in what waits in the letterbox, so that nobody looks at yesterday's queue.

    The worker does the same; whatever is wrong with a submission must not close the queue.
    """
    try:
        services.collect_letterbox(at=now())
    except (DatabaseError, KeyError, TypeError, ValueError) as failure:
        log.error("letterbox_not_collected", failure=type(failure).__name__)


def _address(request: StaffRequest) -> str:
    """Return what the address asks for; one that asks for nothing gets the role's own view."""
    asks = any(name.startswith(ASKS) for name in request.GET)
    return request.GET.urlencode() if asks else saved.default_for(request.user)


def _views(user: User, asked: Narrowed, total: int | None, at: datetime) -> list[ViewLink]:
    """Return the three views, each counted by the query of the list that it leads to."""
    return [
        ViewLink(
            words=words,
            url=f"?{asked.query(view=name)}",
            count=total
            if name == asked.view
            else queries.count(viewer=user, only=asked.filter(at=at, view=name)),
            is_current=name == asked.view,
        )
        for name, words in VIEWS.items()
    ]


def _in_use(asked: Narrowed) -> list[dict[str, str]]:
    """Return each filter in use with the address of the list without it."""
    return [
        {"words": asked.words(part), "url": f"?{asked.query(without=part)}"} for part in asked.parts
    ]


def _arrivals(asked: Narrowed, opened_at: datetime) -> str:
    """Return the address that tells how many came into this view since the page was made."""
    since = opened_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{reverse('referrals:arrivals')}?{asked.query()}&opened={since}"


def place(request: HttpRequest, name: str) -> queries.Cursor | None:
    """Return where the address says that this page of the list begins or ends."""
    if (found := paging.place(request, name, PLACES)) is None:
        return None
    rank, due_at, referral = found
    return queries.Cursor(int(rank), datetime.fromisoformat(due_at), UUID(referral))


def _seal(cursor: queries.Cursor) -> str:
    where = (str(cursor.rank), cursor.due_at.isoformat(), str(cursor.referral_id))
    return paging.seal(PLACES, where)


def _page_address(asked: Narrowed, name: str, cursor: queries.Cursor | None) -> str:
    return f"?{asked.query()}&{name}={_seal(cursor)}" if cursor else ""


def address(request: HttpRequest, name: str, cursor: queries.Cursor | None) -> str:
    """Return the address of the page of another list of entries that begins or ends here."""
    return paging.address(request, **{name: [_seal(cursor)]}) if cursor else ""
