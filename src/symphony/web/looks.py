"""Every look is logged: one audit entry for each page shown, with the references on it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.core.clock import now
from symphony.web.permissions import OPEN_TO_ALL, declared

# A form that is answered with errors, or with a colleague's change, shows its record again; so
# does a page a part of which cannot be had just now.
SHOWS_THE_RECORD = {
    HTTPStatus.CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
}


def show(request: HttpRequest, *references: str) -> None:
    """Name references that the page about to be shown will show."""
    shown(request).extend(references)


def shown(request: HttpRequest) -> list[str]:
    """Return the references named so far, for adding to."""
    references: list[str] = vars(request).setdefault("references_shown", [])
    return references


class LookMiddleware:
    """Records each page view of the staff site; a page that cannot be recorded is not shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user, match = request.user, request.resolver_match
        if (
            isinstance(user, User)
            and match is not None
            and declared(match.func) != OPEN_TO_ALL
            and (
                response.status_code == HTTPStatus.OK
                or (shown(request) and response.status_code in SHOWS_THE_RECORD)
            )
        ):
            # An exception here becomes the fault page: what was not recorded is not shown.
            audit.look(page=match.view_name, about=shown(request), by=user.staff_number, at=now())
        return response
