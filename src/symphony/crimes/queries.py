"""Asking for a case's crimes and arrests, and for the offences on the reference list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Min, OuterRef, Subquery
from django.db.models.expressions import Combinable

from symphony.cases import tip_off_secrets as secrets
from symphony.cases.models import Case, CaseRole, Role
from symphony.cases.queries import Event
from symphony.cases.queries.entries import event
from symphony.cases.tip_off_secrets import Secret
from symphony.cases.versions import Entered, entered
from symphony.core.clock import LONDON
from symphony.crimes import rules
from symphony.crimes.models import Arrest, Crime, Offence, Outcome
from symphony.people import queries as people


@dataclass(frozen=True)
class SuspectRow:
    """Somebody who is a suspect in a case now, hence may be arrested."""

    reference: str
    name: str


def offences() -> list[Offence]:
    """Return the offences on the reference list, in its order."""
    return list(Offence.objects.order_by("position"))


def crimes_of(case: Case) -> list[Entered[Crime]]:
    """Return the case's crimes as entered, each with its versions; withdrawn ones too."""
    return entered(
        Crime.objects.filter(case=case).select_related("offence", "recorded_by", "withdrawn_by")
    )


def arrests_of(case: Case) -> list[Entered[Arrest]]:
    """Return the case's arrests as entered, each with its versions; withdrawn ones too."""
    return entered(
        Arrest.objects.filter(case=case).select_related(
            "person", "offence", "recorded_by", "withdrawn_by"
        )
    )


def suspects(case: Case) -> list[SuspectRow]:
    """Return who is a suspect in the case now."""
    roles = CaseRole.objects.filter(case=case, role=Role.SUSPECT, ended_at=None)
    found = list(roles.select_related("person").order_by("from_at", "id"))
    names = people.display_names(role.person_id for role in found)
    return [SuspectRow(role.person.reference, names[role.person_id]) for role in found]


def must_not_be_told(case: Case | None) -> Iterator[Secret]:
    """Return the numbers of the case's crimes, and the days of its arrests."""
    if case is None:
        return
    for number in Crime.objects.filter(case=case).values_list("number", flat=True):
        yield secrets.word(number, why="The number of a crime in the case")
    for at in Arrest.objects.filter(case=case).values_list("arrested_at", flat=True):
        day = at.astimezone(LONDON).date()
        yield secrets.days(day, day, why="The day of an arrest in the case")


def first_arrest() -> Combinable:
    """Return an expression, for a list of cases, of when somebody was first arrested."""
    arrests = Arrest.objects.current().filter(case=OuterRef("pk"))
    return Subquery(
        arrests.order_by().values("case").annotate(first=Min("arrested_at")).values("first")
    )


def without_outcome(case: Case) -> list[str]:
    """Return the numbers of the case's crimes that have no outcome yet."""
    crimes = Crime.objects.current().filter(case=case, outcome=Outcome.NOT_YET, cancelled=False)
    return list(crimes.order_by("crime_recorded_at", "id").values_list("number", flat=True))


def events(case: Case) -> list[Event]:
    """Return the crimes, outcomes and arrests of a case."""
    crimes = crimes_of(case)
    outcomes = [
        event(
            _from_outcome(row),
            at=row.latest.outcome_at,
            kind="crime",
            title=f"Outcome of crime {row.latest.number}",
            words=row.latest.get_outcome_display(),
        )
        for row in crimes
        if row.latest.outcome_at
    ]
    recorded = [
        event(
            _from_recording(row),
            at=row.latest.crime_recorded_at,
            kind="crime",
            title=f"Crime {row.latest.number} recorded",
            words=row.latest.offence.title,
        )
        for row in crimes
    ]
    return [*recorded, *outcomes, *_arrests(case)]


def corrections(row: Entered[Crime]) -> list[Crime]:
    """Return the versions that put something right, and did not just record the outcome."""
    later = row.versions[1:]
    return [one for one in later if one.correction_reason != rules.OUTCOME_RECORDED]


def _from_recording(row: Entered[Crime]) -> Entered[Crime]:
    kept = [row.versions[0], *corrections(row)]
    if not row.stands and kept[-1] is not row.latest:
        kept.append(row.latest)
    return Entered(row.number, tuple(kept))


def _from_outcome(row: Entered[Crime]) -> Entered[Crime]:
    later = [one for one in row.versions if one.outcome != Outcome.NOT_YET]
    return Entered(row.number, tuple(later))


def _arrests(case: Case) -> list[Event]:
    rows = arrests_of(case)
    names = people.display_names({row.latest.person_id for row in rows})
    return [
        event(
            row,
            at=row.latest.arrested_at,
            kind="arrest",
            title="Arrested",
            words=row.latest.offence.title,
            people=(names[row.latest.person_id], row.latest.person.reference),
        )
        for row in rows
    ]
