"""Stated values as JSON holds them."""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from typing import Any

from symphony.referrals.cybertipline.document import Moment, WrittenDate


def plain(value: Any, *, without: Collection[str] = ()) -> Any:
    """Return stated values as JSON holds them: what was not stated is left out."""
    if isinstance(value, Moment):
        return f"{value.raw} ({value.utc:%Y-%m-%d %H:%M:%S}Z)" if value.utc else value.raw
    if isinstance(value, WrittenDate):
        return value.raw
    if is_dataclass(value) and not isinstance(value, type):
        return without_empty(
            {
                field.name: plain(getattr(value, field.name))
                for field in fields(value)
                if field.name not in without
            }
        )
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not stated; No and nought were."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, ())}
