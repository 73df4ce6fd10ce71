"""What work in a case tells triage: its referrals are graded again, and the band may have changed.

No line says who: an officer reads it beside the referral, and looks the rest up in the case.
"""

from collections.abc import Mapping
from datetime import datetime

from symphony.accounts.models import User
from symphony.cases.models import Case, CaseRole, Role
from symphony.core.clock import LONDON
from symphony.people import ages
from symphony.people import queries as people
from symphony.people.ages import Age
from symphony.people.models import Person
from symphony.referrals.models import Referral
from symphony.triage import services as triage
from symphony.triage.models import FactAnswer
from symphony.triage.policy.words import NOT_KNOWN

Source = FactAnswer.Source
# The answers to how old the youngest child is, the youngest first.
_CHILD_AGES = (("under_13", 0, 12), ("from_13_to_15", 13, 15), ("from_16_to_17", 16, 17))
# What somebody's place beside children says of their access to them, if they become a suspect.
_ACCESS = {
    Role.PARENT_OR_CARER: ("family_access", "A parent or carer became a suspect"),
    Role.PROFESSIONAL: ("works_with_children", "A professional became a suspect"),
}


def learn(
    case: Case,
    *,
    because: str,
    facts: Mapping[str, str],
    source: Source = Source.CASEWORK,
    by: User,
    at: datetime,
) -> None:
    """Tell triage what was learnt about a case, for every referral of it.

    Call inside the transaction of the act. It never fails because of the policy.

    :param because: one line without names: "A child was added to the case"
    :param facts: value by fact, as the shipped policy names them; empty if it asks none of it
    """
    triage.learn_about_all(
        referrals=Referral.objects.filter(pk__in=case.case_referrals.values("referral")),
        facts=facts,
        source=source,
        about=case.reference,
        because=because,
        by=by.staff_number,
        at=at,
    )


def learn_of(person: Person, *, because: str, by: User, at: datetime) -> None:
    """Tell triage that more is known of a person, in every case that they are in."""
    for case in _cases_of(person):
        learn(case, because=because, facts={}, by=by, at=at)


def learn_age(person: Person, *, because: str, by: User, at: datetime) -> None:
    """Tell triage how old the youngest child is, in every case in which the person is a child."""
    for case in _cases_of(person, role=Role.CHILD):
        learn(case, because=because, facts=youngest_child(case, at=at), by=by, at=at)


def learn_new_suspect(case: Case, was: str, *, by: User, at: datetime) -> None:
    """Tell triage that somebody who is with children by their role became a suspect."""
    if known := _ACCESS.get(Role(was)):
        fact, because = known
        learn(case, because=because, facts={fact: "yes"}, by=by, at=at)


def youngest_child(case: Case, *, at: datetime) -> dict[str, str]:
    """Return the answer to how old the youngest child of the case is, as a fact.

    An age that is not known is never taken for an older one: then only "under 13" can be told.
    """
    on = at.astimezone(LONDON).date()
    children = CaseRole.objects.filter(case=case, role=Role.CHILD, ended_at=None)
    said = people.standing_values(children.values_list("person", flat=True))
    found = [_age_group(ages.span(values, on=on)) for values in said.values()]
    order = [name for name, *_ in _CHILD_AGES]
    youngest = next((name for name in order if name in found), NOT_KNOWN)
    if NOT_KNOWN in found and youngest != order[0]:
        youngest = NOT_KNOWN
    return {"child_age": youngest}


def _age_group(age: Age) -> str:
    if age.lowest is None or age.highest is None:
        return _CHILD_AGES[0][0] if age.highest is not None and age.highest <= 12 else NOT_KNOWN
    for name, lowest, highest in _CHILD_AGES:
        if lowest <= age.lowest and age.highest <= highest:
            return name
    return NOT_KNOWN


def _cases_of(person: Person, **role: str) -> list[Case]:
    roles = CaseRole.objects.filter(person=person, ended_at=None, **role)
    return list(Case.objects.filter(pk__in=roles.values("case")).order_by("pk"))
