"""What stands around every page: request ids, the technical log, headers, refusals."""

import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from symphony.audit.services import request_id
from symphony.core.errors import DomainError, NotFound
from symphony.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("symphony.web")

NO_SENSORS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class RequestLogMiddleware:
    """Gives each request an id and writes one line about it.

    The line names the page, never the address, the query, the person or their machine.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        this_id = uuid4().hex
        vars(request)["request_id"] = this_id
        before = request_id.set(this_id)
        began = time.monotonic()
        with structlog.contextvars.bound_contextvars(request_id=this_id):
            try:
                response = self.get_response(request)
            finally:
                request_id.reset(before)
            match = request.resolver_match
            if match is not None:
                log.info(
                    "page",
                    page=match.view_name or match.route,
                    method=request.method,
                    status=response.status_code,
                    milliseconds=round((time.monotonic() - began) * 1000),
                )
        if settings.SITE != "public" or response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            # On the public site only whoever met a fault has a number that leads to a line.
            response["X-Request-ID"] = this_id
        return response


class SecurityHeadersMiddleware:
    """Headers that Django and django-csp do not set.

    Nothing is kept by a browser or a proxy unless a page says so itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class RefusalMiddleware:
    """Turns a refusal of the domain into a page with the refusal's own words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return errors.not_found(request, exception)
        if isinstance(exception, DomainError):
            return errors.refused(request, str(exception))
        return None
