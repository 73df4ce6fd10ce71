"""What this stage adds to a case: its events, when a child was first seen, what is still open."""

from django.db.models import Min, OuterRef, Subquery
from django.db.models.expressions import Combinable

from symphony.cases.models import Case
from symphony.cases.queries import Event
from symphony.cases.queries.entries import event
from symphony.cases.versions import entered
from symphony.people import queries as people
from symphony.safeguarding.models import EducationVisit, SafeguardingAction
from symphony.safeguarding.queries.records import seen_at_each


def events(case: Case) -> list[Event]:
    """Return the actions for children and the education visits of a case."""
    return [*_actions(case), *_visits(case)]


def first_seen() -> Combinable:
    """Return an expression, for a list of cases, of when a visit first saw a child in person."""
    visits = EducationVisit.objects.current().filter(
        case=OuterRef("pk"), result=EducationVisit.Result.COMPLETED
    )
    return Subquery(
        visits.order_by().values("case").annotate(first=Min("visited_at")).values("first")
    )


def still_open(case: Case) -> list[str]:
    """Return, in words, what is still to be done for the children of the case."""
    steps = SafeguardingAction.objects.current().filter(
        case=case, next_due_at__isnull=False, next_done_at=None
    )
    return [
        f"{step.child.person.reference}: {step.next_step or step.get_kind_display()}"
        for step in steps.select_related("child__person").order_by("next_due_at", "id")
    ]


def _actions(case: Case) -> list[Event]:
    rows = entered(
        SafeguardingAction.objects.filter(case=case).select_related(
            "child__person", "recorded_by", "withdrawn_by"
        )
    )
    names = people.display_names({row.latest.child_id for row in rows})
    return [
        event(
            row,
            at=row.latest.taken_at,
            kind="safeguarding",
            title=row.latest.get_kind_display(),
            words=_words(row.latest),
            people=(names[row.latest.child_id], row.latest.child.person.reference),
        )
        for row in rows
    ]


def _words(action: SafeguardingAction) -> str:
    said = [f"{action.get_result_display()}: {action.agency}", action.details]
    said.append(f"Next: {action.next_step}" if action.next_step else "")
    return "\n".join(filter(None, said))


def _visits(case: Case) -> list[Event]:
    rows = entered(
        EducationVisit.objects.filter(case=case).select_related("recorded_by", "withdrawn_by")
    )
    seen = seen_at_each(row.latest for row in rows)
    return [
        event(
            row,
            at=row.latest.visited_at,
            kind="visit",
            title=f"Education visit {row.latest.reference}",
            words=row.latest.get_result_display(),
            people=tuple(child.person.reference for child in seen[row.latest.pk]),
        )
        for row in rows
    ]
