"""Signing in to the staff site, and what a new installation says when nobody can yet."""

from django import forms
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from symphony.accounts import queries, signing_in
from symphony.accounts.models import User
from symphony.audit import queries as audit
from symphony.core.clock import now, real_now
from symphony.staff import going_back
from symphony.web.forms import Form

NOT_RIGHT = "Those details are not right. Check them and try again"
PAUSED = "Sign-in is paused for 10 minutes, because of 5 tries that were not right"
LAST_HERE = "last_here"


class SignInForm(Form):
    email = forms.CharField(
        label="Work email",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password", max_length=1024, strip=False, widget=forms.PasswordInput
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """Sign a person in. Every cause of failure gets the same words."""
    going_to = going_back.safe_address(
        request, request.POST.get("next") or request.GET.get("next") or ""
    )
    if isinstance(request.user, User):
        return redirect(going_to or "home")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _authenticate(request, form)):
        _sign_in(request, user)
        return redirect(going_to or "home")
    page = {"form": form, "going_to": going_to, "is_new": not queries.anybody()}
    return render(request, "staff/accounts/sign_in.html", page)


def _authenticate(request: HttpRequest, form: SignInForm) -> User | None:
    """Return whose details these are; else say why not on the form, and count the failure."""
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    if signing_in.is_paused(email=email, real_now=real_now()):
        form.refuse(PAUSED)
        return None
    user = auth.authenticate(request, email=email, password=password)
    if isinstance(user, User):
        return user
    signing_in.record_failure(email=email, at=now(), real_now=real_now())
    paused = signing_in.is_paused(email=email, real_now=real_now())
    form.refuse(PAUSED if paused else NOT_RIGHT)
    return None


def _sign_in(request: HttpRequest, user: User) -> None:
    # A failure may be somebody else's try, so it does not count as having been here.
    earlier = audit.entries(by=user.staff_number).exclude(what="accounts.sign_in_failed")
    before = earlier.values_list("at", flat=True).first()
    signing_in.record_success(user=user, at=now())
    auth.login(request, user)
    request.session[LAST_HERE] = before.isoformat() if before else ""
