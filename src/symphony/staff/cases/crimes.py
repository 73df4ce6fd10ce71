"""A case's crimes, with their outcomes, and its arrests."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.cases.versions import Entered
from symphony.crimes import queries, rules
from symphony.crimes.models import Arrest, Crime
from symphony.people import queries as people
from symphony.staff import putting_right
from symphony.staff.cases import frame
from symphony.staff.putting_right import Change
from symphony.web.looks import show
from symphony.web.requests import StaffRequest


@dataclass(frozen=True)
class CrimeLine:
    """One crime as it is shown."""

    number: int
    crime: Crime
    stands: bool
    doubts: list[str]
    changes: list[Change]


@dataclass(frozen=True)
class ArrestLine:
    """One arrest as it is shown."""

    number: int
    arrest: Arrest
    name: str
    stands: bool
    changes: list[Change]


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the crimes and arrests, those withdrawn last."""
    case = frame.open_case(request, reference)
    suspects = queries.suspects(case)
    crimes = [_crime(row, has_suspect=bool(suspects)) for row in queries.crimes_of(case)]
    rows = queries.arrests_of(case)
    names = people.display_names({row.latest.person_id for row in rows})
    arrests = [_arrest(row, names[row.latest.person_id]) for row in rows]
    show(request, *(line.arrest.person.reference for line in arrests))
    return frame.page(
        request,
        case,
        "crimes",
        section="crimes",
        crimes=sorted(crimes, key=lambda line: not line.stands),
        arrests=sorted(arrests, key=lambda line: not line.stands),
        suspects=suspects,
        may_correct=request.user.may(Permission.WORK_CASES),
    )


def _crime(row: Entered[Crime], *, has_suspect: bool) -> CrimeLine:
    crime = row.latest
    doubts = rules.doubts(outcome=crime.outcome, has_suspect=has_suspect) if row.stands else []
    changes = putting_right.became(row, queries.corrections(row))
    return CrimeLine(row.number, crime, row.stands, doubts, changes)


def _arrest(row: Entered[Arrest], name: str) -> ArrestLine:
    return ArrestLine(row.number, row.latest, name, row.stands, putting_right.became(row))
