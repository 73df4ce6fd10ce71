"""Views of the queue that have a name: shipped, the team's, and one's own."""

from dataclasses import dataclass

from symphony.accounts.models import User
from symphony.accounts.permissions import Role
from symphony.staff.referrals.narrowing import Narrowed
from symphony.triage import queries

EVERYTHING = Narrowed()
NOBODY_WORKS_ON = Narrowed(only=("free",))
SHIPPED = (
    ("Everything that waits", EVERYTHING),
    ("High and above, unread", Narrowed(bands=("very_high", "high"), only=("unread",))),
    ("Not graded", Narrowed(bands=("not_graded",))),
    ("Runs out in 24 hours", Narrowed(only=("soon",))),
    ("Band may have changed", Narrowed(only=("changed",))),
    ("Nobody works on it", NOBODY_WORKS_ON),
)
# What opens where the address asks for nothing. An officer sees all; a supervisor, who assigns,
# what nobody works on.
DEFAULTS = {Role.SUPERVISOR: NOBODY_WORKS_ON}


@dataclass(frozen=True)
class Choice:
    """One view to choose, by the address that it leads to."""

    name: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """The shipped views, a person's own or the team's."""

    name: str
    choices: list[Choice]


def default_for(user: User) -> str:
    """Return the view that opens for a person's role where the address asks for nothing."""
    return DEFAULTS.get(Role(user.role), EVERYTHING).query()


def choices(user: User, asked: Narrowed) -> list[Group]:
    """Return the views that a person can choose from, the one that is shown marked."""
    here = asked.query()
    found = queries.saved_views(viewer=user)
    own = [(view.name, view.query) for view in found if view.owner_id]
    teams = [(view.name, view.query) for view in found if not view.owner_id]
    shipped = [(name, view.query()) for name, view in SHIPPED]
    groups = [
        Group(words, [Choice(name, query, query == here) for name, query in views])
        for words, views in (("Yours", own), (f"{user.team}", teams), ("Shipped", shipped))
        if views
    ]
    if any(choice.is_current for group in groups for choice in group.choices):
        return groups
    return [Group("As you filtered it", [Choice("This view, unsaved", here, True)]), *groups]
