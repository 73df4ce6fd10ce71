"""What stands around every page of the public site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from symphony.public import known_contacts

# What a database that is stopped, restarting or unreachable answers with.
AWAY = (OperationalError, InterfaceError)
log = structlog.get_logger("symphony.public")


def show(request: HttpRequest, template: str, *, status: int = 200, **page: Any) -> HttpResponse:
    """Show a page with what every one of them may need: the contacts, and the way out."""
    contacts = page.pop("contacts", None) or known_contacts.read()
    around = {
        "contacts": contacts.by_key,
        "contacts_checked_on": contacts.checked_on,
        "exit_url": settings.EXIT_URL,
    }
    return render(request, template, around | page, status=status)


def see_other(address: str) -> HttpResponse:
    """Answer a form with an address to open."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def away(request: HttpRequest) -> HttpResponse:
    """Say that the page cannot be shown just now, with the number for danger."""
    return show(request, "public/away.html", status=503)


def says_when_away(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the page, answering with `away` while the database cannot be reached."""

    @wraps(page)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except AWAY:
            log.warning("database away", exc_info=True)
            return away(request)

    return answered
