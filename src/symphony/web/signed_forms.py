"""The public site's forms: signed, good for one sending, and without any cookie.

They stand in place of Django's CSRF check, which needs a cookie. A form carries a token that only
we can make; the table that receives the form keeps it in a unique column, so that it counts once.
"""

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from symphony.core.errors import DomainError

FIELD = "form_token"
GOOD_FOR = timedelta(hours=24)
_signer = TimestampSigner(salt="symphony.web.signed_forms")


class FormTooOld(DomainError):
    """The page with the form was opened more than a day ago. `token` is the form's."""

    def __init__(self, token: str) -> None:
        super().__init__("This page was opened too long ago. Open it again.")
        self.token = token


class NotOurForm(DomainError):
    """The form does not come from a page of this site."""


def new_token(purpose: str) -> str:
    """Return a token for one sending of a form of this purpose, for example `report`."""
    return _signer.sign(f"{purpose}:{secrets.token_urlsafe(24)}")


def token_in(signed: str) -> str:
    """Return the token inside a signed one of our own making, as `verify` would."""
    return signed.split(":")[1]


def field(purpose: str, token: str = "") -> SafeString:
    """Return the hidden field; give the token back when the form is shown again with errors."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', FIELD, token or new_token(purpose)
    )


def verify(request: HttpRequest, purpose: str) -> str:
    """Return the form's token, for the unique column of the table that receives it.

    :raises FormTooOld: if the page was opened more than a day ago
    :raises NotOurForm: if another site sent the form, or nobody's page did
    """
    if not comes_from_here(request):
        raise NotOurForm("Open the form on this site and send it from there.")
    signed = request.POST.get(FIELD, "")
    try:
        its_purpose, _, token = _signer.unsign(signed).partition(":")
    except BadSignature as error:
        raise NotOurForm("Open the form on this site and send it from there.") from error
    if its_purpose != purpose:
        raise NotOurForm("Open the form on this site and send it from there.")
    try:
        _signer.unsign(signed, max_age=GOOD_FOR)
    except SignatureExpired as error:
        raise FormTooOld(token) from error
    return token


def comes_from_here(request: HttpRequest) -> bool:
    """Say whether one of our pages sent this; a client that says nothing is believed.

    No page can forge `Sec-Fetch-Site`, so it is believed before `Origin`, which is `null` in
    browsers that are told to send no referrer.
    """
    origin = request.headers.get("Origin", "")
    elsewhere = "cross-site" if origin and urlsplit(origin).netloc != request.get_host() else ""
    site = request.headers.get("Sec-Fetch-Site", elsewhere or "same-origin")
    return site in ("same-origin", "none")
