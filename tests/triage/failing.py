"""A policy that cannot be read, or rules that fail, for as long as a test needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest

from symphony.triage import grading, policy


@contextmanager
def broken_policy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the policy in force be unreadable."""

    def broken() -> NoReturn:
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patched:
        patched.setattr(grading.policies, "in_force", broken)
        yield


@contextmanager
def failing_rules(monkeypatch: pytest.MonkeyPatch, says: str = "a cell is odd") -> Iterator[None]:
    """Let the policy be read, and fail on whatever it is asked."""

    def failing(*_: object, **__: object) -> NoReturn:
        raise ValueError(says)

    with monkeypatch.context() as patched:
        patched.setattr(grading, "assess", failing)
        yield
