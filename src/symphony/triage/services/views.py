"""Giving a way of looking at the queue a name, for oneself or for one's team."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.errors import DomainError, NotFound
from symphony.triage import queries
from symphony.triage.models import SavedView


class CannotSaveView(DomainError):
    """The name is taken, or the role does not save views for a team."""


@transaction.atomic
def save_view(*, name: str, query: str, for_team: bool, by: User, at: datetime) -> SavedView:
    """Keep a view of the queue under a name.

    :param query: the filters as they stand in the address: codes and areas, never a person
    :raises CannotSaveView: if there is one of this name, or it is for the team and may not be
    """
    if for_team and not by.may(Permission.SHARE_VIEWS):
        raise CannotSaveView("A supervisor saves views for the team.")
    whose = {"team": by.team} if for_team else {"owner": by}
    try:
        with transaction.atomic():
            view = SavedView.objects.create(name=name, query=query, made_by=by, made_at=at, **whose)
    except IntegrityError as error:
        raise CannotSaveView(f"There is a view named {name} already.") from error
    audit.record(
        what="triage.view_saved",
        about=by.staff_number,
        by=by.staff_number,
        at=at,
        view=str(view.pk),
    )
    return view


@transaction.atomic
def remove_view(*, key: UUID, by: User, at: datetime) -> str:
    """Remove one's own view, or a supervisor one of their team's. Returns its name.

    :raises NotFound: if there is none that this person may remove
    """
    view = next((one for one in queries.saved_views(viewer=by) if one.pk == key), None)
    if view is None or not queries.may_remove_view(view, by=by):
        raise NotFound("There is no such view of yours.")
    SavedView.objects.filter(pk=key).delete()
    audit.record(
        what="triage.view_removed", about=by.staff_number, by=by.staff_number, at=at, view=str(key)
    )
    return view.name
