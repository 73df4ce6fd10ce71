"""Whether a child counts as safeguarded: rule S-2, asked in one place."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from symphony.cases.records import RecordQuerySet
from symphony.safeguarding import rules
from symphony.safeguarding.models import Child, SafeguardingAction


def qualifying_actions() -> RecordQuerySet:
    """Return the actions that stand and make a child count, by rule S-2, if identified."""
    actions: RecordQuerySet = SafeguardingAction.objects.current().filter(
        kind__in=rules.QUALIFYING, result=SafeguardingAction.Result.COMPLETED
    )
    return actions


def is_safeguarded(child: Child) -> rules.Standing:
    """Return whether the child counts as safeguarded, since when, and by which rule."""
    return standings([child])[child.pk]


def standings(children: Iterable[Child]) -> dict[UUID, rules.Standing]:
    """Return the same for each of these children, in one query."""
    identified = {child.pk: child.identified for child in children}
    first: dict[UUID, datetime] = dict(
        qualifying_actions()
        .filter(child__in=identified)
        .values("child")
        .annotate(first=Min("taken_at"))
        .values_list("child", "first")
    )
    return {
        pk: rules.standing(identified=known, first_protected_at=first.get(pk))
        for pk, known in identified.items()
    }
