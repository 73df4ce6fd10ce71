"""Times that tell little, for what the public site writes down about itself."""

from datetime import UTC, datetime


def this_hour() -> str:
    """Return the real time, cut to the hour: 2026-06-14T03Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%HZ")
