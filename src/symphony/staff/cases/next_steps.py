"""What a case needs next, worked out from what is and is not recorded in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symphony.cases.models import Case, Role
from symphony.cases.queries import PersonRow
from symphony.safeguarding import queries as safeguarding
from symphony.staff.cases.frame import address
from symphony.triage.models import Path


@dataclass(frozen=True)
class Step:
    """One thing to do, and where it is done."""

    reference: str
    words: str
    url: str
    action: str


def of(case: Case, people: Sequence[PersonRow]) -> list[Step]:
    """Return what the open case needs next, the gravest first."""
    return [
        *_too_young(case, people),
        *_children(case),
        *_reported_users(case, people),
    ]


def _too_young(case: Case, people: Sequence[PersonRow]) -> Iterator[Step]:
    for person in people:
        if person.is_suspect_under_ten:
            yield Step(
                person.reference,
                "recorded as a suspect and, by a value recorded since, under ten. A child under"
                " ten is never a suspect.",
                address(case, "change_role", person.reference),
                "Change the role",
            )


def _children(case: Case) -> Iterator[Step]:
    for reference in safeguarding.children_without_action(case):
        yield Step(
            reference,
            "nothing is recorded that was done for this child.",
            address(case, "safeguarding"),
            "Safeguarding",
        )


def _reported_users(case: Case, people: Sequence[PersonRow]) -> Iterator[Step]:
    if case.path == Path.EDUCATE:
        return
    for person in people:
        if person.role == Role.REPORTED_USER:
            yield Step(
                person.reference,
                "the user of the reported account. Nobody has said yet what they are in this case.",
                address(case, "change_role", person.reference),
                "Change the role",
            )
