"""Files of CyberTipline documents are read, and taken in a batch at a time.

Each file is counted exactly once: imported (a report, or something that waits for its report),
known (these very bytes came before), supplemented (it adds to a report that is here) or
quarantined. Something that came before its report in the same run is counted supplemented once
the report is here, so that the order of the files does not matter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from symphony.core import clock
from symphony.referrals import services as referrals
from symphony.referrals.cybertipline import Kind, Refusal, Refused, read, withhold
from symphony.referrals.cybertipline.beside import look_around, number_beside
from symphony.referrals.found import Found
from symphony.referrals.models import ImportRun
from symphony.referrals.models.referral import Channel
from symphony.referrals.queries import known
from symphony.triage.services.import_batch import Batch, One, Tally

BATCH = 200
_BATCH_BYTES = 16_000_000
# One import of a channel at a time takes in a batch, so that two never store the same twice.
_LOCK = 0x53594D_01


def import_files(
    found: Iterable[Found],
    *,
    by: str,
    now: Callable[[], datetime] = clock.now,
    after_each_batch: Callable[[Tally], None] = lambda so_far: None,
) -> Tally:
    """Take in every file, a batch in a transaction: what is done stays if the rest fails.

    The same files again add nothing, so that an import that broke off is finished by repeating it.

    :param now: the installation's time; each batch is received when it is taken in
    :param after_each_batch: called with the tally so far, once that much is stored
    """
    run = referrals.begin_run(channel=Channel.CYBERTIPLINE, by=by, at=now())
    tally = Tally()
    for batch in _batches(found):
        tally += import_batch(batch, run=run, by=by, at=now())
        after_each_batch(tally)
    referrals.end_run(run=run, by=by, at=now(), **vars(tally))
    return tally


def _batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for one in found:
        if one.neighbours.pass_by:
            # A zip is closed before its batch is read.
            look_around(one.neighbours)
        batch.append(one)
        size += len(one.data or b"")
        if len(batch) >= BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def import_batch(batch: Sequence[Found], *, run: ImportRun, by: str, at: datetime) -> Tally:
    """Take in some files, all of them or none; one that cannot be stored goes to quarantine.

    :returns: what became of them; a file of an earlier batch that has found its report now is
        taken from those imported and added to those supplemented
    """
    ones = _read(batch)
    try:
        return _take_in_all(ones, run=run, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError:
        # Something that the database refuses, in one of them: find it, and take in the others.
        return sum((_take_in_alone(one, run=run, by=by, at=at) for one in batch), Tally())


def _take_in_alone(found: Found, *, run: ImportRun, by: str, at: datetime) -> Tally:
    try:
        return _take_in_all(_read([found]), run=run, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:
        refusal = Refusal(
            "not_storable",
            "The document was read, but the database refused to store what it says"
            f" ({type(error).__name__}). Tell whoever looks after Symphony.",
        )
        if found.data is not None:
            refusal = withhold(found.data, refusal)
        return _take_in_all([One(found, refusal=refusal)], run=run, by=by, at=at)


def _read(batch: Sequence[Found]) -> list[One]:
    there = known.known_by_sha256({found.sha256 for found in batch})
    return [One(found) if found.sha256 in there else _read_one(found) for found in batch]


def _read_one(found: Found) -> One:
    if found.refusal is not None:
        refusal = found.refusal
        if found.data is not None:
            refusal = withhold(found.data, refusal)
        return One(found, refusal=refusal)
    assert found.data is not None, "a file has its bytes or a refusal"
    try:
        document = read(found.data)
    except Refused as refused:
        return One(found, refusal=refused.refusal)
    number = document.report_id
    if not number and document.kind == Kind.REPORT:
        number = number_beside(found.name, found.neighbours)
    if not number and document.kind == Kind.RESPONSE:
        return One(found, refusal=_no_number(found.data))
    return One(found, document, number=number)


def _no_number(data: bytes) -> Refusal:
    return Refusal(
        "no_report_number",
        "This is an answer of the reporting system without the number of a report, so it belongs"
        " to none. If it is of a report that you have, ask the sender for its number.",
        kept=data,
    )


@transaction.atomic
def _take_in_all(ones: list[One], *, run: ImportRun, by: str, at: datetime) -> Tally:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Batch(ones, run=run, by=by, at=at).take_in()
