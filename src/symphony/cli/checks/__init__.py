"""What `symphony check` looks at, one file for each part of the installation."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """One line of the check."""

    name: str
    state: State
    text: str


def ok(name: str, text: str) -> Finding:
    """Say that something is in order."""
    return Finding(name, State.OK, text)


def warn(name: str, text: str) -> Finding:
    """Say that something should be looked at."""
    return Finding(name, State.WARN, text)


def fail(name: str, text: str) -> Finding:
    """Say that something is wrong."""
    return Finding(name, State.FAIL, text)
