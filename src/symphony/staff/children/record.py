"""A child's safeguarding record: what is known, what was done, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.accounts.models import User
from symphony.cases import queries as cases
from symphony.cases.models import Case, Role
from symphony.cases.versions import Entered
from symphony.core.clock import now, today
from symphony.people import queries as people
from symphony.people.models import PersonValue
from symphony.safeguarding import queries, rules
from symphony.safeguarding.models import ActionKind, Child, SafeguardingAction
from symphony.staff import putting_right
from symphony.staff.children import frame
from symphony.staff.putting_right import Change
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# What of a person's record is shown here, under which words.
SAID = {
    PersonValue.Kind.ADDRESS: "Household",
    PersonValue.Kind.SCHOOL: "School",
    PersonValue.Kind.LANGUAGE: "Language",
    PersonValue.Kind.NEEDS: "Needs",
}


@dataclass(frozen=True)
class ActionLine:
    """One action as it is shown."""

    number: int
    action: SafeguardingAction
    stands: bool
    counts: bool
    changes: list[Change]


@dataclass(frozen=True)
class Wish:
    """What the child said or wanted, in their words, and who heard it."""

    words: str
    heard_by: str
    at: datetime


@dataclass(frozen=True)
class Carer:
    """A parent or carer, as the child's cases name them."""

    reference: str
    name: str
    case: str


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the record."""
    child = frame.open_child(request, reference)
    its_cases = queries.readable_cases(child, viewer=request.user)
    lines, others = _actions(child, request.user)
    visits = queries.visits_of(child, viewer=request.user)
    carers = [carer for case in its_cases for carer in _carers(case)]
    show(request, *(case.reference for case in its_cases), *(visit.reference for visit in visits))
    show(request, *(carer.reference for carer in carers))
    return frame.page(
        request,
        child,
        "record",
        cases=its_cases,
        answer=queries.answer(child),
        identifications=queries.identifications(child),
        lines=lines,
        actions_elsewhere=others,
        wishes=_wishes(lines),
        visits=visits,
        carers=carers,
        said=_said(child),
        qualifying=[ActionKind(kind).label for kind in ActionKind if kind in rules.QUALIFYING],
        now=now(),
    )


def _actions(child: Child, viewer: User) -> tuple[list[ActionLine], int]:
    """Return the actions that the viewer may see, latest first, and how many others there are."""
    entered = queries.actions_of(child)
    seen = [row for row in entered if row.latest.case.team_id == viewer.team_id]
    others = sum(row.stands for row in entered) - sum(row.stands for row in seen)
    lines = [_line(row, child) for row in seen]
    lines.sort(key=lambda line: (line.stands, line.action.taken_at, line.number), reverse=True)
    return lines, others


def _line(row: Entered[SafeguardingAction], child: Child) -> ActionLine:
    counts = row.stands and child.identified and rules.qualifies(row.latest)
    return ActionLine(row.number, row.latest, row.stands, counts, putting_right.became(row))


def _wishes(lines: Iterable[ActionLine]) -> list[Wish]:
    return [
        Wish(line.action.wishes, line.action.agency, line.action.taken_at)
        for line in lines
        if line.stands and line.action.wishes
    ]


def _carers(case: Case) -> list[Carer]:
    return [
        Carer(person.reference, person.name, case.reference)
        for person in cases.people(case, on=today())
        if person.role == Role.PARENT_OR_CARER
    ]


def _said(child: Child) -> list[dict[str, str]]:
    """Return what is said of the child's life, "Not stated" where nothing is."""
    known = people.standing_values([child.pk])[child.pk]
    return [
        {
            "key": words,
            "value": "\n".join(value for one, value in known if one == kind) or "Not stated",
        }
        for kind, words in SAID.items()
    ]
