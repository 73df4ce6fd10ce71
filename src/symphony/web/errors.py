"""Pages for what cannot be shown or done. They say only what is true."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, status: int, **words: Any) -> HttpResponse:
    base = "public/base.html" if settings.SITE == "public" else "staff/base.html"
    page = {"base": base, "status": status, **words}
    try:
        return render(request, "web/refusal.html", page, status=status)
    except DatabaseError:
        return server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that no page of ours sends."""
    return _page(
        request,
        400,
        heading="There is a problem with this request",
        words="Go back to the page before, open it again and try once more.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody whose role does not carry the page's permission."""
    return _page(
        request,
        403,
        heading="Your role does not open this page",
        words="Ask your supervisor if you need it for your work.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not come from a page of this sign-in."""
    return form_too_old(request)


def form_too_old(request: HttpRequest) -> HttpResponse:
    """Answer a form from a page that was opened long ago, or before the last sign-in."""
    return _page(
        request,
        403,
        heading="This page was opened too long ago",
        words="Nothing was recorded. Go back, copy what you typed, open the page again and send it "
        "from there.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what does not exist, or what this person may not know exists."""
    return _page(
        request,
        404,
        heading="Page not found",
        words="Check the address if you typed or pasted it.",
    )


def refused(request: HttpRequest, message: str) -> HttpResponse:
    """Answer an act that the work's own rules refuse, in the rule's words."""
    return _page(request, 409, heading="That could not be done", words=message)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, without asking the database for anything."""
    page = {"request_id": getattr(request, "request_id", ""), "public": settings.SITE == "public"}
    return HttpResponse(render_to_string("web/fault.html", page), status=500)


def unavailable(words: str) -> JsonResponse:
    """Answer a readiness question with what is missing."""
    return JsonResponse({"ready": False, "missing": words}, status=503)
