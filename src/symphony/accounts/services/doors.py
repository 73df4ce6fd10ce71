"""Making, closing and re-opening the door for members of staff."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Role
from symphony.audit import services as audit
from symphony.core.errors import DomainError

# No look-alike signs: it is read from a screen and typed once.
_READABLE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


class CannotCreate(DomainError):
    """The account's details are not usable, or an account has them already."""


class LastAdministrator(DomainError):
    """Nobody could create accounts any more."""


def new_password() -> str:
    """Return a random password of four groups, about 99 bits."""
    groups = ("".join(secrets.choice(_READABLE_SIGNS) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


@transaction.atomic
def ensure_team(*, slug: str, name: str, is_intake: bool, by: str, at: datetime) -> Team:
    """Return the team of this slug, made now if there is none."""
    team, made = Team.objects.get_or_create(
        slug=slug, defaults={"name": name, "is_intake": is_intake}
    )
    if made:
        audit.record(what="accounts.team_made", about=slug, by=by, at=at)
    return team


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    staff_number: str,
    role: Role,
    team: Team,
    password: str,
    by: str,
    at: datetime,
    must_change_password: bool = True,
) -> User:
    """Create an active account that can sign in at once.

    :raises CannotCreate: if the address is not one, the password too weak, or either number or
        address is in use
    """
    user = User(
        email=email.strip(),
        name=name.strip(),
        staff_number=staff_number.strip(),
        role=role,
        team=team,
        must_change_password=must_change_password,
    )
    try:
        validate_email(user.email)
        validate_password(password, user)
    except ValidationError as error:
        raise CannotCreate(" ".join(error.messages)) from error
    if not user.name or not user.staff_number:
        raise CannotCreate("Enter a name and a staff number.")
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise CannotCreate("An account with this address or staff number exists.") from error
    audit.record(what="accounts.created", about=user.staff_number, by=by, at=at, role=role)
    return user


@transaction.atomic
def deactivate_account(*, user: User, by: str, at: datetime) -> None:
    """Close the account; its records stay, and its sessions end with its next page.

    :raises LastAdministrator: if no other administrator is left
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    if user.role == Role.ADMINISTRATOR and not administrators.exclude(pk=user.pk).exists():
        raise LastAdministrator("This is the last administrator. Create another one first.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(what="accounts.deactivated", about=user.staff_number, by=by, at=at)


@transaction.atomic
def reset_password(*, user: User, password: str, by: str, at: datetime) -> None:
    """Set a new password; the person is asked to choose their own at the next sign-in.

    :raises CannotCreate: if the password is too weak
    """
    _set_password(user, password, must_change=True)
    audit.record(what="accounts.password_reset", about=user.staff_number, by=by, at=at)


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> None:
    """Set the password that the person chose themselves.

    :raises CannotCreate: if the password is too weak
    """
    _set_password(user, password, must_change=False)
    audit.record(
        what="accounts.password_changed", about=user.staff_number, by=user.staff_number, at=at
    )


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CannotCreate(" ".join(error.messages)) from error
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])


def set_dark_colours(*, user: User, dark: bool, at: datetime) -> None:
    """Keep which colours this person wants, on every machine."""
    user.dark_colours = dark
    user.save(update_fields=["dark_colours"])
    audit.record(
        what="accounts.colours_chosen", about=user.staff_number, by=user.staff_number, at=at
    )


def set_shortcuts(*, user: User, on: bool, at: datetime) -> None:
    """Keep whether this person wants keyboard shortcuts, on every machine."""
    user.shortcuts = on
    user.save(update_fields=["shortcuts"])
    audit.record(
        what="accounts.shortcuts_chosen",
        about=user.staff_number,
        by=user.staff_number,
        at=at,
        on=on,
    )
