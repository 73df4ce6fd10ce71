"""What waits in the letterbox to be collected, and what a browser left unfinished."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min

from symphony.letterbox.models import Submission, Unfinished


def to_collect(*, limit: int = 100) -> list[Submission]:
    """Return submissions nobody has collected, locked until the surrounding transaction ends.

    Danger now comes first, then the longest wait. What another collector holds is passed over,
    so that two never take the same one. Needs a transaction, and the staff role.
    """
    waiting = (
        Submission.objects.select_for_update(skip_locked=True)
        .filter(collected_at=None)
        .order_by(F("danger_now").desc(nulls_last=True), "received_at", "id")
    )
    return list(waiting[:limit])


@dataclass(frozen=True)
class Waiting:
    """How much waits to be collected, and since when."""

    count: int
    since: datetime | None


def waiting() -> Waiting:
    """Return how many submissions are not in the queue yet, and when the oldest came."""
    found = Submission.objects.filter(collected_at=None).aggregate(
        count=Count("id"), since=Min("received_at")
    )
    return Waiting(found["count"], found["since"])


def reference_of(*, token: str) -> str | None:
    """Return the reference that this form was given, if it has been stored."""
    found = Submission.objects.filter(token=token).values_list("reference", flat=True)
    return next(iter(found), None)


def unfinished(*, key_hash: str, at: datetime, changing: bool = False) -> bytes | None:
    """Return what a browser left locked under this hash, unless its time has passed.

    :param at: the real time
    :param changing: hold it until the transaction ends, so that two tabs change it in turn
    """
    rows = Unfinished.objects.filter(key_hash=key_hash, good_until__gt=at)
    if changing:
        rows = rows.select_for_update()
    found = rows.values_list("locked", flat=True).first()
    return None if found is None else bytes(found)
