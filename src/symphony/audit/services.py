"""Adding to the audit log, in the transaction of the act itself."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from symphony.audit.models import Entry
from symphony.core.bulk import copy_in
from symphony.core.clock import real_now

# Set by the web middleware, so that an entry can be matched with the technical log.
request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True)
class Act:
    """One act still to be recorded: what, about which references, and its details as codes."""

    what: str
    about: str | Iterable[str]
    details: dict[str, Any] = field(default_factory=dict)
    kind: Entry.Kind = Entry.Kind.ALTERATION


def _entry(act: Act, *, by: str, at: datetime, recorded_at: datetime) -> Entry:
    about = [act.about] if isinstance(act.about, str) else list(dict.fromkeys(act.about))
    return Entry(
        recorded_at=recorded_at,
        at=at,
        kind=act.kind,
        what=act.what,
        by=by,
        about=about,
        details=act.details,
        request_id=request_id.get(),
    )


def record(
    *,
    what: str,
    about: str | Iterable[str],
    by: str,
    at: datetime,
    kind: Entry.Kind = Entry.Kind.ALTERATION,
    **details: Any,
) -> None:
    """Add one entry; it stands or falls with the surrounding transaction.

    :param what: the act, as `stage.act_in_the_past`
    :param about: the reference, or all references, that the act concerned
    :param by: a staff number, or the name of a process such as `system:worker`
    :param at: the installation's time of the act; the real time is recorded beside it
    :param details: codes, counts and references, never text about a person
    """
    act = Act(what, about, details, kind)
    _entry(act, by=by, at=at, recorded_at=real_now()).save(force_insert=True)


def record_many(acts: Iterable[Act], *, by: str, at: datetime) -> None:
    """Add one entry for each act, in one statement."""
    recorded_at = real_now()
    copy_in([_entry(act, by=by, at=at, recorded_at=recorded_at) for act in acts])


def look(*, page: str, about: Iterable[str], by: str, at: datetime, **details: Any) -> None:
    """Record that a page was shown, and which references it showed."""
    record(what=f"look.{page}", about=about, by=by, at=at, kind=Entry.Kind.CONSULTATION, **details)
