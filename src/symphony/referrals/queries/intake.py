"""What came through each channel, what became of it, and what could not be read or still waits."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from symphony.core.clock import LONDON
from symphony.core.errors import NotFound
from symphony.letterbox.models import Submission
from symphony.referrals.models import (
    ImportRun,
    QuarantinedItem,
    RawDocument,
    Receipt,
    ReportedFile,
)
from symphony.referrals.models.referral import Channel

Outcome = Receipt.Outcome


@dataclass(frozen=True)
class IntakeDay:
    """One day of one channel: received = stored + known + supplemented + quarantined.

    `missing` is what was received and is nowhere, or is kept and was never counted.
    """

    channel: str
    day: date
    received: int
    stored: int
    known: int
    supplemented: int
    quarantined: int
    missing: int

    @property
    def adds_up(self) -> bool:
        kept = self.stored + self.known + self.supplemented + self.quarantined
        return self.missing == 0 and self.received == kept


def intake(*, first: date, last: date) -> list[IntakeDay]:
    """Return each channel's days from first to last that anything came on, newest day first."""
    begins = datetime.combine(first, time(), LONDON)
    ends = datetime.combine(last + timedelta(days=1), time(), LONDON)
    span = Q(received_at__gte=begins, received_at__lt=ends)
    days = [*_files(span), *_submissions(span)]
    return sorted(days, key=lambda row: (-row.day.toordinal(), row.channel))


def unaccounted() -> int:
    """Return how much was received and is nowhere, or is kept and was never counted, in all."""
    anything = Q()
    return sum(row.missing for row in [*_files(anything), *_submissions(anything)])


def _a_day(rows: QuerySet[Any]) -> QuerySet[Any]:
    by_day: QuerySet[Any] = rows.order_by().annotate(day=TruncDate("received_at", tzinfo=LONDON))
    return by_day


def _files(span: Q) -> list[IntakeDay]:
    """Return the days of everything that came as files: counted when received, by outcome."""
    counts: defaultdict[tuple[str, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counted = _a_day(Receipt.objects.filter(span)).values_list("channel", "day", "outcome")
    for channel, day, outcome, count in counted.annotate(count=Count("pk")):
        counts[channel, day][outcome] = count
    for uncounted in (
        RawDocument.objects.exclude(kind=RawDocument.Kind.SUBMISSION).filter(
            span, ~Exists(Receipt.objects.filter(document=OuterRef("pk")))
        ),
        QuarantinedItem.objects.filter(
            span, ~Exists(Receipt.objects.filter(quarantined=OuterRef("pk")))
        ),
    ):
        rows = _a_day(uncounted).values_list("channel", "day").annotate(count=Count("pk"))
        for channel, day, count in rows:
            counts[channel, day]["missing"] += count
    return [
        IntakeDay(
            channel=channel,
            day=day,
            received=sum(found[outcome] for outcome in Outcome.values),
            stored=found[Outcome.IMPORTED],
            known=found[Outcome.KNOWN],
            supplemented=found[Outcome.SUPPLEMENTED],
            quarantined=found[Outcome.QUARANTINED],
            missing=found["missing"],
        )
        for (channel, day), found in counts.items()
    ]


def _submissions(span: Q) -> list[IntakeDay]:
    """Return the days of the public form: received in the letterbox, stored when collected."""
    received = dict(
        _a_day(Submission.objects.filter(span)).values_list("day").annotate(Count("pk"))
    )
    documents = RawDocument.objects.filter(span, kind=RawDocument.Kind.SUBMISSION)
    stored = dict(_a_day(documents).values_list("day").annotate(Count("pk")))
    return [
        IntakeDay(
            channel=Channel.PUBLIC_FORM,
            day=day,
            received=received.get(day, 0),
            stored=stored.get(day, 0),
            known=0,
            supplemented=0,
            quarantined=0,
            missing=abs(received.get(day, 0) - stored.get(day, 0)),
        )
        for day in {*received, *stored}
    ]


@dataclass(frozen=True)
class Run:
    """One run of the importer that has not said that it finished."""

    channel: str
    started_at: datetime
    started_by: str
    files: int


def unfinished_runs() -> list[Run]:
    """Return the runs that did not come to their end, newest first; the same command finishes."""
    runs = ImportRun.objects.filter(finished_at=None).annotate(files=Count("receipts"))
    return [
        Run(run.channel, run.started_at, run.started_by, run.files)
        for run in runs.order_by("-started_at", "-id")
    ]


def last_received() -> dict[str, datetime]:
    """Return when each channel last brought anything."""
    found = dict(Receipt.objects.order_by().values_list("channel").annotate(Max("received_at")))
    newest = Submission.objects.aggregate(newest=Max("received_at"))["newest"]
    return found | ({Channel.PUBLIC_FORM.value: newest} if newest else {})


@dataclass(frozen=True)
class WaitingFiles:
    """File details whose report has not come."""

    report_id: str
    files: int
    first_received_at: datetime
    last_received_at: datetime


def waiting_files() -> list[WaitingFiles]:
    """Return the reports that files wait for, longest wait first."""
    found = (
        ReportedFile.objects.filter(referral=None)
        .order_by()
        .values("report_id")
        .annotate(files=Count("pk"), first=Min("received_at"), last=Max("received_at"))
        .order_by("first", "report_id")
    )
    return [
        WaitingFiles(row["report_id"], row["files"], row["first"], row["last"]) for row in found
    ]


def count_waiting_files() -> int:
    """Return how many files wait for their report."""
    return ReportedFile.objects.filter(referral=None).count()


def count_quarantined() -> int:
    """Return how many items are in quarantine."""
    return QuarantinedItem.objects.count()


@dataclass(frozen=True)
class QuarantinedRow:
    """One item in quarantine, without its bytes and without its file's name."""

    id: UUID
    reference: str
    channel: str
    received_at: datetime
    code: str
    reason: str
    place: str
    size: int
    sha256: str
    kept: str
    report_id: str
    high_priority: bool | None
    came: int


KEPT_WHOLE, KEPT_CUT, NOT_KEPT = "whole", "cut", "not"


def quarantine(
    *, after: tuple[datetime, UUID] | None = None, limit: int = 50
) -> tuple[list[QuarantinedRow], tuple[datetime, UUID] | None, int]:
    """Return a page of quarantine, newest first; where the next begins; how many there are."""
    items = QuarantinedItem.objects.all()
    count = items.count()
    if after:
        received_at, pk = after
        items = items.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, pk__lt=pk))
    found = [_quarantined(item) for item in _without_bytes(items)[: limit + 1]]
    more, found = len(found) > limit, found[:limit]
    return found, (found[-1].received_at, found[-1].id) if more else None, count


def quarantined(*, reference: str) -> QuarantinedRow:
    """Return one item.

    :raises NotFound: if there is none
    """
    item = _without_bytes(QuarantinedItem.objects.filter(reference=reference)).first()
    if item is None:
        raise NotFound(f"There is no quarantined item {reference}.")
    return _quarantined(item)


def quarantined_source_name(*, reference: str) -> str:
    """Return the name of the file that the item came in. The asker records the look."""
    found = QuarantinedItem.objects.filter(reference=reference)
    return found.values_list("source_name", flat=True).first() or ""


def quarantined_bytes(*, reference: str) -> bytes | None:
    """Return what was kept of the item, or None. The asker records the look."""
    found = QuarantinedItem.objects.filter(reference=reference)
    body = found.values_list("body", flat=True).first()
    return None if body is None else bytes(body)


def _without_bytes(items: QuerySet[QuarantinedItem]) -> QuerySet[Any]:
    return (
        items.defer("body", "source_name")
        .annotate(has_body=Q(body__isnull=False), came=Count("receipts"))
        .order_by("-received_at", "-id")
    )


def _quarantined(item: Any) -> QuarantinedRow:
    cut = KEPT_CUT if item.body_is_redacted else KEPT_WHOLE
    return QuarantinedRow(
        id=item.pk,
        reference=item.reference,
        channel=item.channel,
        received_at=item.received_at,
        code=item.code,
        reason=item.reason,
        place=item.place,
        size=item.size,
        sha256=item.sha256,
        kept=cut if item.has_body else NOT_KEPT,
        report_id=item.report_id,
        high_priority=item.high_priority,
        came=item.came,
    )
