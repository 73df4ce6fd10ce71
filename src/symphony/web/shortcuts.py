"""The keyboard shortcuts of the staff site: which there are, in words, for whom."""

from dataclasses import dataclass

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission


@dataclass(frozen=True)
class Shortcut:
    """One key, what it does, and what a role must be able to do for it to do anything."""

    key: str
    does: str
    permission: Permission


# The keys' acts are in `frontend/js/shortcuts.js`.
ALL = (
    Shortcut("/", "Go to the search", Permission.SEARCH),
    Shortcut("n", "Take the next referral", Permission.DECIDE_TRIAGE),
    Shortcut("j", "Go to the next row of a list", Permission.BE_SIGNED_IN),
    Shortcut("k", "Go to the row before", Permission.BE_SIGNED_IN),
    Shortcut("Enter", "Open the row", Permission.BE_SIGNED_IN),
    Shortcut("d", "Decide on the row, or on the referral that is open", Permission.DECIDE_TRIAGE),
    Shortcut("m", "Show the referrals that are mine", Permission.READ_REFERRALS),
    Shortcut("?", "List the shortcuts", Permission.BE_SIGNED_IN),
)


def of(user: User) -> list[Shortcut]:
    """Return the shortcuts that do something for this person's role."""
    return [shortcut for shortcut in ALL if user.may(shortcut.permission)]
