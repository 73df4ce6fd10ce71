"""Asking for a case's crimes and arrests, and for the offences on the reference list."""

from symphony.cases.models import Case
from symphony.cases.versions import Entered, entered
from symphony.crimes.models import Arrest, Crime, Offence


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
