"""Reading single values: times, dates, yes and no, hashes, connection addresses."""

import ipaddress
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?"
    r"([Zz]|[+-]\d\d:?\d\d)?\Z"
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?\Z")
_GAPS = re.compile(r"[\s:.-]+")
_HEX = re.compile(r"[0-9a-f]+\Z")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}

# Kept for documentation; they stand in examples and tests and are not worth a remark.
_DOCUMENTATION = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


def flag(text: str) -> bool | None:
    """Return yes or no, or None for anything else."""
    return _FLAGS.get(text.strip().lower())


def moment(text: str) -> tuple[datetime | None, bool, str]:
    """Return the UTC time, whether an offset is stated, and the code of what is wrong if anything.

    Without an offset there is no UTC time: a guess would name the wrong subscriber (IPCO's error
    reports: "incorrect time conversion is a persistent issue").
    """
    match = _MOMENT.match(text)
    if match is None:
        return None, False, "not_a_time"
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    second, fraction, offset = int(match[6] or 0), match[7] or "", match[8]
    # XML allows 24:00:00 for the end of a day; a leap second is the last one a clock can show.
    next_day = (hour, minute, second) == (24, 0, 0)
    try:
        local = datetime(
            year,
            month,
            day,
            0 if next_day else hour,
            minute,
            min(second, 59),
            int(f"{fraction:0<6.6}") if fraction else 0,
            tzinfo=UTC,
        )
        local += timedelta(days=next_day)
        if second > 60:
            return None, offset is not None, "not_a_time"
        if offset is None:
            return None, False, "no_offset"
        return local - _offset(offset), True, ""
    except (ValueError, OverflowError):
        return None, offset is not None, "not_a_time"


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    away = timedelta(hours=hours, minutes=minutes)
    return -away if text[0] == "-" else away


def day(text: str) -> date | None:
    """Return the date of the full form YYYY-MM-DD, or None: other orders are not guessed."""
    match = _DATE.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def plain_hash(text: str) -> str:
    """Return a hexadecimal hash in small letters without gaps; any other as it is."""
    plain = _GAPS.sub("", text).lower()
    return plain if _HEX.match(plain) else text.strip()


@lru_cache(maxsize=4096)
def address_fault(text: str) -> str:
    """Return the code of what is wrong with a connection address, or nothing."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "not_an_ip_address"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_global or any(address in net for net in _DOCUMENTATION):
        return ""
    return "private_ip_address"
