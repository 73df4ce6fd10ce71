"""Who may open a page: declared where its address is, and readable from there by a test."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission

Page = Callable[..., HttpResponseBase]

# Stands in place of a permission on pages that anybody may open.
OPEN_TO_ALL = "open to all"


def needs(permission: Permission, page: Page) -> Page:
    """Return the page, opened only to those whose role carries the permission.

    Used in an area's `urls.py`: `path("queue/", needs(Permission.READ_REFERRALS, queue.view))`.
    Whether a certain record may be seen is asked where its rows are read, never here.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User) or not user.may(permission):
            raise PermissionDenied
        return page(request, *args, **kwargs)

    guarded.needs = permission  # type: ignore[attr-defined]  # read back by `declared`
    return guarded


def open_to_all(page: Page) -> Page:
    """Return the page, opened to anybody: sign-in, health, and every page of the public site."""

    @wraps(page)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return page(request, *args, **kwargs)

    opened.needs = OPEN_TO_ALL  # type: ignore[attr-defined]  # read back by `declared`
    opened.login_required = False  # type: ignore[attr-defined]  # LoginRequiredMiddleware's word
    return opened


def declared(page: Page) -> Permission | str | None:
    """Return what a page of the URLconf needs, OPEN_TO_ALL, or None where nothing is declared."""
    return getattr(page, "needs", None)
