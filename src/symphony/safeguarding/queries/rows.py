"""Children as lists and cards show them: made safe or not, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from symphony.accounts.models import User
from symphony.cases.models import Case, CaseRole, Role
from symphony.people import ages
from symphony.people import queries as people
from symphony.people.models import PersonValue
from symphony.safeguarding import rules
from symphony.safeguarding.models import ActionKind, Child, SafeguardingAction
from symphony.safeguarding.queries.reading import answers
from symphony.safeguarding.queries.standing import standings


@dataclass(frozen=True)
class Due:
    """Something that is to be done for a child, by when, and since when that is known."""

    due_at: datetime
    began_at: datetime
    words: str


@dataclass(frozen=True)
class ChildRow:
    """One child: who, in which cases, safe by the rule or not, and what is due."""

    reference: str
    name: str
    age: ages.Age
    born: date | None
    cases: tuple[str, ...]
    identified: bool
    standing: rules.Standing
    # The police protection that stands, if any, and the earliest of everything else.
    protection: Due | None
    due: Due | None
    is_answered: bool


def children_of(case: Case, *, viewer: User, on: date) -> list[ChildRow]:
    """Return the children who are in the case now; who is not safeguarded stands first."""
    rows = rows_of(children_in(case), viewer=viewer, on=on)
    return sorted(rows, key=lambda row: (row.standing.safeguarded, row.reference))


def children_in(case: Case) -> list[Child]:
    """Return whoever is in the case now and has a safeguarding record, by reference."""
    roles = CaseRole.objects.filter(case=case, ended_at=None)
    children = Child.objects.filter(person__in=roles.values("person")).select_related("person")
    return list(children.order_by("person__reference"))


def row_of(child: Child, *, viewer: User, on: date) -> ChildRow:
    """Return one child as lists show them."""
    return rows_of([child], viewer=viewer, on=on)[0]


def without_record(case: Case) -> list[str]:
    """Return who is a child in the case, and has no safeguarding record yet."""
    roles = CaseRole.objects.filter(case=case, role=Role.CHILD, ended_at=None, person__child=None)
    return sorted(roles.values_list("person__reference", flat=True))


def rows_of(children: list[Child], *, viewer: User, on: date) -> list[ChildRow]:
    """Return these children as lists show them, in the same order: five queries."""
    safe, answered = standings(children), answers(children)
    known = people.standing_values(child.pk for child in children)
    protections, due = _open_steps(children, viewer=viewer)
    cases = _cases(children, viewer=viewer)
    return [
        ChildRow(
            reference=child.person.reference,
            name=people.name_from(known[child.pk]),
            age=ages.span(known[child.pk], on=on),
            born=_born(known[child.pk]),
            cases=tuple(cases.get(child.pk, ())),
            identified=child.identified,
            standing=safe[child.pk],
            protection=protections.get(child.pk),
            due=due.get(child.pk),
            is_answered=child.pk in answered,
        )
        for child in children
    ]


def _born(known: Iterable[tuple[str, str]]) -> date | None:
    """Return the date of birth if one alone is said."""
    said = {value for kind, value in known if kind == PersonValue.Kind.DATE_OF_BIRTH}
    return ages.date_of(said.pop()) if len(said) == 1 else None


def _open_steps(children: list[Child], *, viewer: User) -> tuple[dict[UUID, Due], dict[UUID, Due]]:
    """Return the end of each child's police protection, and what else is due first."""
    steps = SafeguardingAction.objects.current().filter(
        child__in=children,
        case__in=Case.objects.visible_to(viewer),
        next_due_at__isnull=False,
        next_done_at=None,
    )
    protections: dict[UUID, Due] = {}
    others: dict[UUID, Due] = {}
    for step in steps.order_by("next_due_at", "id"):
        is_protection = step.kind == ActionKind.POLICE_PROTECTION
        kind = protections if is_protection else others
        kind.setdefault(step.child_id, Due(step.next_due_at, step.taken_at, step.next_step))
    return protections, others


def _cases(children: list[Child], *, viewer: User) -> dict[UUID, list[str]]:
    roles = CaseRole.objects.filter(
        person__in=[child.pk for child in children],
        ended_at=None,
        case__in=Case.objects.visible_to(viewer),
    )
    found: dict[UUID, list[str]] = {}
    for person, reference in roles.order_by("case__opened_at", "id").values_list(
        "person_id", "case__reference"
    ):
        found.setdefault(person, []).append(reference)
    return found
