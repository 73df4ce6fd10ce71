"""Whether this installation is real or a demonstration: settled once, at its first start."""

from datetime import timedelta

from django.db import transaction

from symphony.core.errors import DomainError
from symphony.core.models import Installation

REAL = Installation.Kind.REAL
DEMONSTRATION = Installation.Kind.DEMONSTRATION

# Kind and clock never change once they are there, so each process needs to read them only once.
_known: dict[str, Installation] = {}


class OtherKind(DomainError):
    """The installation was begun as the other kind, and stays so."""


def current() -> Installation | None:
    """Return the installation's row, or None before its first start."""
    if "row" not in _known:
        row = Installation.objects.first()
        if row is None:
            return None
        _known["row"] = row
    return _known["row"]


def forget() -> None:
    """Read the row again at the next question (tests, after the database was replaced)."""
    _known.clear()


def is_demonstration() -> bool:
    """Say whether all data here is synthetic. False before the first start."""
    row = current()
    return row is not None and row.kind == DEMONSTRATION


def clock_offset() -> timedelta:
    """Return what is added to real time to get the installation's time."""
    row = current()
    return row.clock_offset if row else timedelta()


@transaction.atomic
def begin(*, kind: Installation.Kind, clock_offset: timedelta = timedelta()) -> Installation:
    """Settle the kind at the first start; later starts find it settled.

    :raises OtherKind: if the installation was begun as the other kind
    """
    row, _ = Installation.objects.select_for_update().get_or_create(
        only_row=True, defaults={"kind": kind, "clock_offset": clock_offset}
    )
    if row.kind != kind:
        was, wanted = row.get_kind_display().lower(), Installation.Kind(kind).label.lower()
        raise OtherKind(
            f"This installation is {was} and stays so; {wanted} needs a SYMPHONY_HOME of its own."
        )
    _known["row"] = row
    return row


def set_past_is_missing(is_missing: bool) -> None:
    """Say that the past of this installation is being told, or that all of it is there.

    What was received a year ago and not decided yet is then a story half told, and nobody's delay:
    whatever judges by time waits.
    """
    Installation.objects.update(past_is_missing=is_missing)


def past_is_missing() -> bool:
    """Say whether a part of this installation's past is still to be told."""
    return Installation.objects.filter(past_is_missing=True).exists()
