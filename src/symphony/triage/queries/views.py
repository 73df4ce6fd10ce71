"""The saved views of the queue that a person can choose from."""

from django.db.models import Q

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.triage.models import SavedView


def saved_views(*, viewer: User) -> list[SavedView]:
    """Return a person's own views, then their team's, each by name."""
    found = SavedView.objects.filter(Q(owner=viewer) | Q(team=viewer.team_id))
    return sorted(
        found.select_related("made_by"),
        key=lambda view: (view.owner_id is None, view.name.casefold()),
    )


def may_remove_view(view: SavedView, *, by: User) -> bool:
    """Say whether a person may remove a view: their own, or a supervisor their team's."""
    if view.owner_id is not None:
        return view.owner_id == by.pk
    return view.team_id == by.team_id and by.may(Permission.SHARE_VIEWS)
