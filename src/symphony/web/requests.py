"""The request of somebody who is signed in."""

from django.http import HttpRequest

from symphony.accounts.models import User


class StaffRequest(HttpRequest):
    """A request behind `needs`: its user is a member of staff, never anonymous."""

    user: User
