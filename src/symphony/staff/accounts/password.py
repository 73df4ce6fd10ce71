"""Choosing one's own password, which is asked of everybody who was given one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from symphony.accounts import services, signing_in
from symphony.accounts.models import User
from symphony.core.clock import now, real_now
from symphony.core.errors import DomainError
from symphony.staff.accounts.sign_in import PAUSED
from symphony.web.forms import Form
from symphony.web.permissions import OPEN_TO_ALL, declared
from symphony.web.requests import StaffRequest


class PasswordForm(Form):
    present = forms.CharField(
        label="Present password", max_length=1024, strip=False, widget=forms.PasswordInput
    )
    new = forms.CharField(
        label="New password",
        max_length=1024,
        strip=False,
        help_text="14 characters or more. Four words that do not belong together are easy to "
        "remember and hard to guess.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@sensitive_post_parameters("present", "new")
@require_http_methods(["GET", "POST"])
def view(request: StaffRequest) -> HttpResponse:
    """Change the password, knowing the present one."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _change(request, form):
        messages.success(request, "Your password is changed.")
        return redirect("home")
    page = {"form": form, "must": request.user.must_change_password}
    return render(request, "staff/accounts/password.html", page)


def _change(request: StaffRequest, form: PasswordForm) -> bool:
    """Change the password if the present one is right; else say what to do on the form."""
    user, new = request.user, form.cleaned_data["new"]
    if signing_in.is_paused(email=user.email, real_now=real_now()):
        form.refuse(PAUSED)
    elif not user.check_password(form.cleaned_data["present"]):
        signing_in.record_failure(email=user.email, at=now(), real_now=real_now())
        form.refuse("Present password must be the one you signed in with", field="present")
    elif user.check_password(new):
        form.refuse("New password must be different from the present one", field="new")
    else:
        try:
            services.change_password(user=user, password=new, at=now())
        except DomainError as refusal:
            form.refuse(refusal, field="new")
    if form.errors:
        return False
    # The new password ends every other session of this person; this one goes on.
    update_session_auth_hash(request, user)
    return True


class MustChangeMiddleware:
    """Leads a person who was given a password to choosing their own, before anything else."""

    NOT_HELD_UP = frozenset({"accounts:password", "accounts:sign_out", "accounts:colours"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        page: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answer with the way to the password page where one has to be chosen."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or not user.must_change_password:
            return None
        if declared(page) == OPEN_TO_ALL or (match and match.view_name in self.NOT_HELD_UP):
            return None
        return redirect("accounts:password")
