"""Brings written reports in through the importer, each delivery at its own time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from symphony.core.clock import DEMONSTRATION_OPENS
from symphony.demo.accounts import BY
from symphony.demo.plan import Report
from symphony.referrals import files
from symphony.referrals import services as referrals
from symphony.referrals.models.referral import Channel
from symphony.triage.services import importing
from symphony.triage.services.import_batch import Tally

# Text that is no XML, and details of a file whose report has not come: both are shown.
BROKEN = "<report><incidentSummary><incidentType>Online Enticement of Children for"
EARLY = """\
<?xml version="1.0" encoding="UTF-8"?>
<fileDetails><reportId>159999999</reportId><fileId>0f0e0d0c0b0a09080706050403020100</fileId>
<originalFileName>synthetic-early.dat</originalFileName><fileRelevance>Reported</fileRelevance>
<originalFileHash hashType="MD5">d41d8cd98f00b204e9800998ecf8427e</originalFileHash></fileDetails>
"""

Deliver = Callable[[Sequence[Report], Path], None]


@contextmanager
def delivering() -> Iterator[Deliver]:
    """Give a function that imports one delivery's files; all of them stand in one import run."""
    run = referrals.begin_run(channel=Channel.CYBERTIPLINE, by=BY, at=DEMONSTRATION_OPENS)
    tally = Tally()

    def deliver(reports: Sequence[Report], folder: Path) -> None:
        nonlocal tally
        found = list(files.walk([folder / str(report.number) for report in reports]))
        tally += importing.import_batch(found, run=run, by=BY, at=reports[0].received_at)

    yield deliver
    referrals.end_run(run=run, by=BY, at=DEMONSTRATION_OPENS, **vars(tally))


def bring_odd_ones(folder: Path) -> None:
    """Import a broken document and one that comes before its report, this morning."""
    place = folder / "odd"
    place.mkdir(parents=True, exist_ok=True)
    (place / "159999998.xml").write_text(BROKEN, encoding="utf-8")
    (place / "early-file.xml").write_text(EARLY, encoding="utf-8")
    at = DEMONSTRATION_OPENS.replace(hour=8, minute=40)
    importing.import_files(files.walk([place]), by=BY, now=lambda: at)
