"""What an investigator records about crimes and arrests."""

from symphony.crimes.services.arrests import (
    ArrestTwice,
    correct_arrest,
    record_arrest,
    record_help_given,
    withdraw_arrest,
)
from symphony.crimes.services.recorded import (
    NumberTaken,
    correct_crime,
    record_crime,
    record_outcome,
    withdraw_crime,
)

__all__ = [
    "ArrestTwice",
    "NumberTaken",
    "correct_arrest",
    "correct_crime",
    "record_arrest",
    "record_crime",
    "record_help_given",
    "record_outcome",
    "withdraw_arrest",
    "withdraw_crime",
]
