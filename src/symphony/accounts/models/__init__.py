"""The people of the unit, their teams, what they may do, and when they are on duty."""

from symphony.accounts.models.duty import KEY_TAIL, Duty, uid_of
from symphony.accounts.models.people import SignInFailure, Team, User, UserManager

__all__ = ["KEY_TAIL", "Duty", "SignInFailure", "Team", "User", "UserManager", "uid_of"]
