"""What can be asked of what was received."""

from symphony.referrals.queries.reading import (
    ReadDocument,
    ReadFile,
    ReadIdentifier,
    Reading,
    ReadIpEvent,
    ReadPerson,
    read,
    source_text,
)

__all__ = [
    "ReadDocument",
    "ReadFile",
    "ReadIdentifier",
    "ReadIpEvent",
    "ReadPerson",
    "Reading",
    "read",
    "source_text",
]
