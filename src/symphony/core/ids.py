"""Row identifiers: UUIDv7 (RFC 9562, 5.7), made here since servers before 18 cannot."""

import os
import time
from datetime import datetime
from uuid import UUID


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | ((random >> 62) & 0xFFF) << 64
    value |= 0b10 << 62 | (random & 0x3FFF_FFFF_FFFF_FFFF)
    return UUID(int=value)


def first_after(moment: datetime) -> UUID:
    """Return the least UUIDv7 of the millisecond after a moment, by the machine's own clock."""
    milliseconds = int(moment.timestamp() * 1000) + 1
    return UUID(int=(milliseconds << 80) | 0x7 << 76 | 0b10 << 62)
