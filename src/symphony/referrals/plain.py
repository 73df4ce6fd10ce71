"""Stated values as JSON holds them."""

from collections.abc import Collection
from dataclasses import fields, is_dataclass
from typing import Any

from symphony.referrals.cybertipline.document import Moment, WrittenDate

_names_of: dict[type[Any], tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; none for any other type."""
    if kind not in _names_of:
        _names_of[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
    return _names_of[kind]


def plain(value: Any, *, without: Collection[str] = ()) -> Any:
    """Return stated values as JSON holds them: what was not stated is left out."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is Moment:
        return f"{value.raw} ({value.utc:%Y-%m-%d %H:%M:%S}Z)" if value.utc else value.raw
    if kind is WrittenDate:
        return value.raw
    if kind is tuple or kind is list:
        return [plain(each) for each in value]
    if kind is dict:
        return {key: plain(each) for key, each in value.items()}
    if names := _names(kind):
        said = ((name, getattr(value, name)) for name in names if name not in without)
        return without_empty(
            {name: plain(each) for name, each in said if each is not None and each != ""}
        )
    return value


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not stated; No and nought were."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, ())}
