"""Sign-in comes first, and whoever was signed out meanwhile is told what was not recorded."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from symphony.staff import going_back


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in page and from there back to what was asked for.

    A form that arrives without a sign-in is not acted on: its sender is led back to the page that
    it stood on, and told so.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(request, "You were signed out. What you sent was not recorded.")
        parts = urlsplit(request.headers.get("Referer", ""))
        came_from = going_back.safe_address(request, parts._replace(scheme="", netloc="").geturl())
        return redirect_to_login(came_from or reverse("home"))
