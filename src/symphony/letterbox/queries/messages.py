"""What the team and reporters who come back wrote to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, QuerySet

from symphony.core import sealing
from symphony.letterbox.models import ReporterMessage, Submission, TeamMessage

# What a page shows at most: the latest, in the order in which they were written.
LATEST = 200


@dataclass(frozen=True)
class Line:
    """One message of a conversation. What is written of staff is given to staff only."""

    from_team: bool
    text: str
    written_at: datetime
    danger_now: bool = False
    stops_contact: bool = False
    # A staff number, and why the message was sent although the check found something in it.
    written_by: str = ""
    why_safe: str = ""
    # Who on the team was the first to open what a reporter wrote.
    read_by: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What the six words of a sender who wants to come back are checked against."""

    salt: bytes
    public_key: bytes


def receipt_of(*, reference: str) -> Receipt | None:
    """Return what the words of this report's sender are checked against. As either role."""
    with_words = Submission.objects.filter(reference=reference, salt__isnull=False)
    for salt, public_key in with_words.values_list("salt", "public_key"):
        assert salt is not None and public_key is not None
        return Receipt(bytes(salt), bytes(public_key))
    return None


def can_be_reached(reference: str) -> bool:
    """Say whether the sender of a report took the six words, and so can find a message."""
    return receipt_of(reference=reference) is not None


def conversation(*, reference: str, private_key: bytes) -> list[Line]:
    """Return the latest messages about a report, opened with what its six words make.

    Works as the public role, which reads the sealed copies and nothing else.
    """
    found = [(True, one) for one in _sealed(TeamMessage.objects.filter(reference=reference))]
    found += [(False, one) for one in _sealed(ReporterMessage.objects.filter(reference=reference))]
    return _latest(
        [
            _opened(private_key, sealed, from_team=from_team, written_at=written_at)
            for from_team, (sealed, written_at) in found
        ]
    )


def _sealed(
    messages: QuerySet[TeamMessage] | QuerySet[ReporterMessage],
) -> list[tuple[bytes, datetime]]:
    """Return the latest of these messages, as they are sealed, and when they were written."""
    latest = messages.order_by("-written_at", "-id").values_list("sealed", "written_at")[:LATEST]
    return [(bytes(sealed), written_at) for sealed, written_at in latest]


def _opened(private_key: bytes, sealed: bytes, *, from_team: bool, written_at: datetime) -> Line:
    try:
        said = sealing.open_sealed(private_key, sealed)
        return Line(
            from_team,
            said["text"],
            written_at,
            danger_now=bool(said.get("danger_now")),
            stops_contact=bool(said.get("stops_contact")),
        )
    except sealing.CannotOpen:
        # Neither side may think that nothing was written.
        return Line(from_team, "This message cannot be opened.", written_at)


def conversation_of(*, reference: str) -> list[Line]:
    """Return the latest messages about a report as the team reads them. As the staff role."""
    lines = [
        Line(
            True,
            message.text,
            message.written_at,
            written_by=message.written_by,
            why_safe=message.why_safe,
        )
        for message in TeamMessage.objects.filter(reference=reference).order_by(
            "-written_at", "-id"
        )[:LATEST]
    ]
    lines += [
        Line(
            False,
            message.text,
            message.written_at,
            danger_now=message.danger_now is True,
            stops_contact=message.stops_contact,
            read_by=message.read_by,
            read_at=message.read_at,
        )
        for message in ReporterMessage.objects.filter(reference=reference).order_by(
            "-written_at", "-id"
        )[:LATEST]
    ]
    return _latest(lines)


def _latest(lines: list[Line]) -> list[Line]:
    """Return the latest of lines that come latest first, in the order they were written."""
    in_order = lines[::-1]
    in_order.sort(key=lambda line: (line.written_at, not line.from_team))
    return in_order[-LATEST:]


def is_sent(*, token: str) -> bool:
    """Say whether this form's message is stored. As either role."""
    return ReporterMessage.objects.filter(token=token).values_list("token").exists()


def sent_within_the_hour(*, reference: str, at: datetime) -> int:
    """Return how many messages a reporter sent in the hour before. As either role."""
    found = ReporterMessage.objects.filter(
        reference=reference, written_at__gt=at - timedelta(hours=1)
    )
    return found.count()


def answers_to_collect(*, limit: int = 100) -> list[ReporterMessage]:
    """Return reporters' messages nobody has collected, locked until the transaction ends.

    Danger now comes first, then the longest wait; what another collector holds is passed over.
    Needs a transaction, and the staff role.
    """
    waiting = (
        ReporterMessage.objects.select_for_update(skip_locked=True)
        .filter(collected_at=None)
        .order_by(F("danger_now").desc(nulls_last=True), "written_at", "id")
    )
    return list(waiting[:limit])


def unread_answers(*, references: Iterable[str] | None = None) -> dict[str, int]:
    """Return how many messages of each report's sender nobody on the team has opened.

    The one that waits longest comes first. As the staff role.

    :param references: only of these reports; a query that gives references will do
    """
    unread = ReporterMessage.objects.filter(read_at=None)
    if references is not None:
        unread = unread.filter(reference__in=references)
    found = unread.values_list("reference").annotate(count=Count("id"), since=Min("written_at"))
    return {reference: count for reference, count, _ in found.order_by("since", "reference")}
