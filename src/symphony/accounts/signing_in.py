"""Signing in: one answer for every cause of failure, and a pause after five of them."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from symphony.accounts.models import SignInFailure, User
from symphony.audit import services as audit
from symphony.audit.models import Entry

PAUSE_AFTER = 5
PAUSE = timedelta(minutes=10)


def _address_hash(email: str) -> str:
    key = f"sign-in:{settings.SECRET_KEY}".encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()


class Backend(BaseBackend):
    """Checks an e-mail address and a password; who may do what is not asked here."""

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str = "",
        password: str = "",
        **credentials: Any,
    ) -> User | None:
        """Return the active account that these belong to, or None.

        An unknown address costs the same time as a wrong password, so that nothing can be learnt.
        """
        user = User.objects.filter(email__iexact=email.strip()).select_related("team").first()
        if user is None:
            make_password(password)
            return None
        right = check_password(password, user.password)
        return user if right and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session, with its team, while it is active."""
        return User.objects.filter(pk=user_id, is_active=True).select_related("team").first()


def is_paused(*, email: str, real_now: datetime) -> bool:
    """Say whether sign-in with this address waits, after five failures within ten minutes."""
    since = real_now - PAUSE
    failures = SignInFailure.objects.filter(address_hash=_address_hash(email), failed_at__gt=since)
    return failures.count() >= PAUSE_AFTER


@transaction.atomic
def record_failure(*, email: str, at: datetime, real_now: datetime) -> None:
    """Count a failure against the address, and forget the ones that no longer count."""
    SignInFailure.objects.filter(failed_at__lte=real_now - PAUSE).delete()
    SignInFailure.objects.create(address_hash=_address_hash(email), failed_at=real_now)
    known = User.objects.filter(email__iexact=email.strip()).first()
    audit.record(
        what="accounts.sign_in_failed",
        about=known.staff_number if known else [],
        by=known.staff_number if known else "nobody",
        at=at,
        kind=Entry.Kind.ACCESS,
    )


@transaction.atomic
def record_success(*, user: User, at: datetime) -> None:
    """Record that this person signed in, and clear their failures."""
    SignInFailure.objects.filter(address_hash=_address_hash(user.email)).delete()
    audit.record(
        what="accounts.signed_in",
        about=user.staff_number,
        by=user.staff_number,
        at=at,
        kind=Entry.Kind.ACCESS,
    )


def record_sign_out(*, user: User, at: datetime) -> None:
    """Record that this person signed out."""
    audit.record(
        what="accounts.signed_out",
        about=user.staff_number,
        by=user.staff_number,
        at=at,
        kind=Entry.Kind.ACCESS,
    )
