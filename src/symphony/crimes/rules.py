"""What a crime's number, its outcome and an arrest have to satisfy."""

import re
from datetime import datetime

from symphony.cases.records import check_happened
from symphony.core.errors import DomainError
from symphony.crimes.models import Outcome

# Children and Young Persons Act 1933, s.50: nobody under ten can be guilty of an offence.
AGE_OF_RESPONSIBILITY = 10

# Home Office outcome types, in the Home Office's own words (domain.md 4.1).
WORDING: dict[str, str] = {
    Outcome.NOT_IN_PUBLIC_INTEREST: (
        "Further investigation, resulting from the crime report, which could provide evidence "
        "sufficient to support formal action being taken against the named suspect is not in the "
        "public interest, police decision."
    ),
    Outcome.EDUCATION: (
        "Diversionary, educational or intervention activity, resulting from the crime report, has "
        "been undertaken and it is not in the public interest to take any further action."
    ),
}
# Outcomes that are the police's own judgement of the public interest: the reasons are recorded.
NEEDS_REASON = frozenset({Outcome.NOT_IN_PUBLIC_INTEREST, Outcome.EDUCATION})
NEEDS_SUSPECT = frozenset(
    {
        Outcome.CHARGED,
        Outcome.YOUTH_CAUTION,
        Outcome.ADULT_CAUTION,
        Outcome.COMMUNITY_RESOLUTION,
        Outcome.VICTIM_DOES_NOT_SUPPORT,
        Outcome.EVIDENTIAL_DIFFICULTIES,
        Outcome.NOT_IN_PUBLIC_INTEREST,
    }
)

# What the new version of a crime says that was made by recording its outcome: no correction.
OUTCOME_RECORDED = "Outcome recorded."

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{2,19}")


class NumberUnusable(DomainError):
    """The crime number is not one."""


class OutcomeIncomplete(DomainError):
    """An outcome has its time and, where it is our own judgement, its reasons."""


class OutcomeTimeWrong(OutcomeIncomplete):
    """The time of an outcome is missing, or lies before the crime."""


class ReasonsMissing(OutcomeIncomplete):
    """Outcomes 21 and 22 say why, and who was told."""


class NotASuspect(DomainError):
    """Only somebody whom a named officer made a suspect, and said why, is arrested."""


class UnderTen(DomainError):
    """A child under ten is never a suspect."""


def crime_number(typed: str) -> str:
    """Return a crime number as it is stored: capitals, no spaces.

    :raises NumberUnusable: if it is empty, too long or holds other signs
    """
    number = re.sub(r"\s+", "", typed).upper()
    if not number:
        raise NumberUnusable("Enter the crime number.")
    if not _NUMBER.fullmatch(number):
        raise NumberUnusable(
            "Crime number must be 3 to 20 letters, digits, strokes or dashes, like 42/10731/23."
        )
    return number


def check_outcome(
    *,
    outcome: str,
    outcome_at: datetime | None,
    reason: str,
    crime_recorded_at: datetime,
    at: datetime,
) -> None:
    """Refuse an outcome without its time, before the crime, or without the reasons it needs."""
    if outcome == Outcome.NOT_YET:
        if outcome_at is not None:
            raise OutcomeIncomplete("Select the outcome.")
        return
    if outcome_at is None:
        raise OutcomeTimeWrong("Enter when the outcome was decided.")
    check_happened(outcome_at, at=at)
    if outcome_at < crime_recorded_at:
        raise OutcomeTimeWrong("Time of the outcome must be after the crime was recorded.")
    if outcome in NEEDS_REASON and not reason.strip():
        raise ReasonsMissing("Enter the reasons, and who was told.")


def doubts(*, outcome: str, has_suspect: bool) -> list[str]:
    """Return what does not fit between an outcome and its case, for a person to look at."""
    found = []
    if outcome in NEEDS_SUSPECT and not has_suspect:
        found.append(f"Outcome {outcome} is for an identified suspect, and this case has none.")
    if outcome == Outcome.NO_SUSPECT and has_suspect:
        found.append("Outcome 18 says that no suspect was identified, and this case has one.")
    return found


def check_may_be_arrested(*, is_suspect: bool, age: int | None) -> None:
    """Refuse an arrest of somebody who is no suspect, or under ten."""
    if age is not None and age < AGE_OF_RESPONSIBILITY:
        raise UnderTen("A child under ten is never a suspect, and cannot be arrested as one.")
    if not is_suspect:
        raise NotASuspect(
            "Only a suspect of this case can be arrested. Make them a suspect first, with grounds."
        )
