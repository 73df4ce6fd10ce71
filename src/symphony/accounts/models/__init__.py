"""The people of the unit, their teams, what they may do, and when they are on duty."""

from symphony.accounts.models.duty import Duty
from symphony.accounts.models.people import SignInFailure, Team, User, UserManager

__all__ = ["Duty", "SignInFailure", "Team", "User", "UserManager"]
