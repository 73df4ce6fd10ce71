"""What stands around every page of a release: its title, how far it is, and what can be done."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.news import queries, rules
from symphony.news.models import Publication, Release
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


def open_release(request: StaffRequest, slug: str) -> Release:
    """Return the release, and have the look at it recorded.

    :raises NotFound: if there is none that this person may read
    """
    release = queries.read(slug=slug, viewer=request.user)
    show(request, rules.log_name(release.slug))
    return release


def page(request: StaffRequest, release: Release, template: str, **words: Any) -> HttpResponse:
    """Show a page of the release inside its frame.

    :param template: its name under `staff/news/`, without the ending
    """
    title = queries.title_of(release)
    frame = {"release": release, "release_title": title, "release_url": address(release)}
    return render(request, f"staff/news/{template}.html", {**frame, **words})


def address(release: Release, name: str = "release", *more: object) -> str:
    """Return the address of one of the release's pages."""
    return reverse(f"news:{name}", args=[release.slug, *more])


def may_change(release: Release, user: User) -> bool:
    """Say whether this person may change the release now."""
    is_open = release.state in (Release.State.DRAFT, Release.State.RETURNED)
    return is_open and user.may(Permission.WRITE_NEWS)


def public_address(publication: Publication) -> str:
    """Return where a published release stands on the public site."""
    return f"/news/{publication.slug}/"


def as_token(moment: datetime | None) -> str:
    """Return a moment for a hidden field of a form."""
    return moment.isoformat() if moment else ""
