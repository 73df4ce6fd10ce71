"""Makes ordinary records for tests, through the same services as real ones. All people are invented."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Role
from symphony.core.references import new_referral
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel

NOON = datetime(2023, 5, 18, 11, 0, tzinfo=UTC)  # midday in London
PASSWORD = "correct-horse-battery-staple"

_numbers = itertools.count(1)


def intake() -> Team:
    return Team.objects.get(is_intake=True)


def team(name: str = "North team") -> Team:
    slug = f"{name.lower().replace(' ', '-')}-{next(_numbers)}"
    return Team.objects.create(slug=slug, name=name)


def user(*, role: Role, team: Team | None = None, **changes: Any) -> User:
    number = next(_numbers)
    person = User(
        email=f"officer{number}@example.org",
        name=changes.pop("name", f"Officer {number}"),
        staff_number=f"T{number:05}",
        role=role,
        team=team or Team.objects.get_or_create(slug="north-team", name="North team")[0],
        **changes,
    )
    person.set_unusable_password()
    person.save()
    return person


def referral_officer(**changes: Any) -> User:
    return user(role=Role.REFERRAL_OFFICER, team=changes.pop("team", None) or intake(), **changes)


def investigator(**changes: Any) -> User:
    return user(role=Role.INVESTIGATOR, **changes)


def safeguarding_officer(**changes: Any) -> User:
    return user(role=Role.SAFEGUARDING_OFFICER, **changes)


def supervisor(**changes: Any) -> User:
    return user(role=Role.SUPERVISOR, **changes)


def press_officer(**changes: Any) -> User:
    return user(role=Role.PRESS_OFFICER, **changes)


def bare_referral(**changes: Any) -> Referral:
    """A referral that was received and nothing more: no queue entry, no assessment."""
    ordinary = {
        "reference": new_referral(),
        "channel": Channel.CYBERTIPLINE,
        "source_reference": str(100_000_000 + next(_numbers)),
        "sender": "Example ESP",
        "received_at": NOON - timedelta(hours=2),
        "team": intake(),
    }
    return Referral.objects.create(**ordinary | changes)
