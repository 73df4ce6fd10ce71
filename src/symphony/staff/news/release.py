"""One release: what it will say, its figures counted again, the checks, its versions."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.clock import now
from symphony.letterbox import queries as letterbox
from symphony.news import queries
from symphony.news.counted import Recounted
from symphony.news.models import Release
from symphony.staff.figures import scope as scopes
from symphony.staff.news import frame, preview
from symphony.web.requests import StaffRequest


@require_GET
def view(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the release as far as it is."""
    release = frame.open_release(request, slug)
    at = now()
    looked = queries.look_over(release, as_at=at)
    awaits = release.state == Release.State.AWAITING
    return frame.page(
        request,
        release,
        "release",
        looked=looked,
        paragraphs=preview.paragraphs(release, [again.figure for again in looked.recounted]),
        figures=[figure_line(again) for again in looked.recounted],
        changed=queries.changed_since_last_sent(release) if awaits else [],
        versions=queries.versions(release),
        may_change=frame.may_change(release, request.user),
        may_approve=queries.may_approve(release, request.user),
        had_a_hand=awaits
        and request.user.may(Permission.APPROVE_NEWS)
        and request.user.pk in queries.hands(release),
        as_at=at,
        **_published(release),
    )


def figure_line(again: Recounted) -> dict[str, Any]:
    """Return one figure as the tables of a release show it, with where it opens."""
    figure = again.figure
    query = scopes.query(again.period, operation=figure.operation)
    page = reverse("figures:measure", args=[again.measure.slug])
    return {
        "again": again,
        "figure": figure,
        "title": again.measure.title,
        "scope": scopes.days(again.period)
        + (f", Operation {figure.operation.codename}" if figure.operation else ""),
        "url": f"{page}?{query}",
        "difference": f"{again.value - figure.value:+,}".replace("-", "\N{MINUS SIGN}"),
    }


def _published(release: Release) -> dict[str, Any]:
    publication = queries.publication(release)
    if publication is None:
        return {}
    address = frame.public_address(publication)
    published_at: datetime = publication.published_at
    return {
        "publication": publication,
        "published_at": published_at,
        "public_address": address,
        "ratings": letterbox.ratings_of(page=address),
    }
