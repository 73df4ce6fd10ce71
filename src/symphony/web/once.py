"""Once-only tokens: a staff form that is sent twice acts once.

The second sending waits for the first, and is told that it was already recorded. A token is spent
only by an answer that redirects, in the transaction of the act itself: a form that is answered
with errors, or whose act fails, can be sent again.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from symphony.core.clock import real_now
from symphony.drafts.models import SpentToken
from symphony.web import errors

FIELD = "once"
GOOD_FOR = timedelta(hours=24)
_signer = TimestampSigner(salt="symphony.web.once")


def new_token(path: str) -> str:
    """Return a token for a form on the page at this address."""
    return _signer.sign(f"{secrets.token_urlsafe(16)}:{path}")


class OnceMiddleware:
    """Lets a form that carries a token act once. Stands inside sign-in, messages and looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not token or not request.user.is_authenticated:
            return self.get_response(request)
        try:
            _, _, page = _signer.unsign(token, max_age=GOOD_FOR).partition(":")
        except BadSignature:
            return errors.form_too_old(request)
        return self._act_once(request, hashlib.sha256(token.encode()).hexdigest(), page)

    def _act_once(self, request: HttpRequest, token_hash: str, page: str) -> HttpResponse:
        with transaction.atomic():
            _wait_for_twin(token_hash)
            if SpentToken.objects.filter(pk=token_hash).exists():
                messages.info(request, "That was already recorded.")
                return redirect(page)
            response = self.get_response(request)
            if 300 <= response.status_code < 400:
                SpentToken.objects.create(token_hash=token_hash, spent_at=real_now())
            elif response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _wait_for_twin(token_hash: str) -> None:
    """Hold this token until the transaction ends; its twin waits here meanwhile."""
    key = int.from_bytes(bytes.fromhex(token_hash)[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
