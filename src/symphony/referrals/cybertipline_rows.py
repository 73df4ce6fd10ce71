"""A CyberTipline document, as the rows of a referral that are ready to be stored.

Nothing is left out: what has no column of its own stands in `stated` or `details`, and a value
longer than its column is cut there and kept whole in `unmapped`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from symphony.core.ids import uuid7
from symphony.core.references import new_referral
from symphony.referrals.cybertipline.document import Document, FileDetails, FileHash, Report
from symphony.referrals.models import IpEvent, RawDocument, Referral, ReportedFile
from symphony.referrals.models.referral import Channel
from symphony.referrals.people_rows import PeopleRows
from symphony.referrals.plain import plain, without_empty
from symphony.referrals.services.receiving import Arrival

IMPORTER = "cybertipline-1"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: its exact bytes and their SHA-256, and when."""

    sha256: str
    body: bytes
    received_at: datetime
    # Real time: what is later than it is in the future, whatever the installation's clock says.
    real_time: datetime


def raw_document(
    document: Document, source: Source, *, number: str, referral: Referral | None
) -> RawDocument:
    """Return the row that keeps the exact bytes."""
    return RawDocument(
        id=uuid7(),
        referral=referral,
        kind=str(document.kind),
        channel=Channel.CYBERTIPLINE,
        report_id=number,
        sha256=source.sha256,
        size=len(source.body),
        body=source.body,
        received_at=source.received_at,
        importer=IMPORTER,
    )


def arrival(document: Document, source: Source, *, number: str, team_id: int) -> Arrival:
    """Return the referral that a report becomes, with everything stated in it.

    :param number: the report's number, empty where it is not stated
    """
    report = document.report
    assert report is not None, "only a report becomes a referral"
    referral = Referral(
        id=uuid7(),
        reference=new_referral(),
        channel=Channel.CYBERTIPLINE,
        source_reference=number,
        received_at=source.received_at,
        team_id=team_id,
        stated=_stated(report),
    )
    rows = PeopleRows(referral, real_time=source.real_time)
    _fill(referral, report, rows)
    rows.of_report(report)
    files = [_file(file, rows, source, number) for file in document.files]
    referral.unmapped = plain(document.unmapped) + rows.unmapped
    referral.warnings = plain(document.warnings) + rows.warnings
    return Arrival(
        referral=referral,
        document=raw_document(document, source, number=number, referral=referral),
        people=rows.people,
        identifiers=rows.identifiers,
        files=files,
        ip_events=rows.ip_events,
    )


def files(
    document: Document, source: Source, *, number: str, referral: Referral | None
) -> tuple[list[ReportedFile], list[IpEvent]]:
    """Return the rows of reported files that came by themselves, waiting or for a referral."""
    rows = PeopleRows(referral, real_time=source.real_time)
    found = [_file(file, rows, source, number) for file in document.files]
    for row in found:
        row.unmapped = plain(document.unmapped) + rows.unmapped
        row.warnings = plain(document.warnings) + rows.warnings
    return found, rows.ip_events


def _fill(referral: Referral, report: Report, rows: PeopleRows) -> None:
    company = report.reporter.company if report.reporter else ""
    referral.sender = rows.fit(company, "companyTemplate", 255)
    # Absent is not No: only the mark itself says anything.
    referral.high_priority = True if report.escalated else None
    referral.high_priority_reason = report.escalation_reason
    referral.incident_type = rows.fit(report.incident_type, "incidentType", 120)
    referral.platform = rows.fit(report.platform, "platform", 256)
    referral.annotations = list(report.annotations)
    referral.batched = True if report.batched else None
    referral.narrative = report.additional_info
    if at := report.incident_at:
        referral.incident_at = at.utc
        referral.incident_at_stated = rows.fit(at.raw, "incidentDateTime", 64)
        referral.incident_offset_stated = at.offset_stated
        rows.check_time(at, "incidentDateTime")


def _file(file: FileDetails, rows: PeopleRows, source: Source, number: str) -> ReportedFile:
    uploaded = file.uploaded_at
    row = ReportedFile(
        id=uuid7(),
        referral=rows.referral,
        report_id=file.report_id or number,
        file_id=rows.fit(file.file_id, "fileId", 64),
        file_name=file.original_name,
        received_at=source.received_at,
        uploaded_at=uploaded.utc if uploaded else None,
        uploaded_at_stated=rows.fit(uploaded.raw if uploaded else "", "uploadedToEspTimestamp", 64),
        viewed_by_company=file.viewed_by_company,
        exif_viewed_by_company=file.exif_viewed_by_company,
        publicly_available=file.publicly_available,
        relevance=rows.fit(file.relevance, "fileRelevance", 40),
        company_grade=rows.fit(file.classification, "industryClassification", 40),
        annotations=list(file.annotations),
        hashes=[_hash(each) for each in file.hashes],
        details=_file_details(file),
    )
    if uploaded:
        rows.check_time(uploaded, "uploadedToEspTimestamp")
    rows.ip_events_of(file.ip_events, file=row)
    return row


def _hash(stated: FileHash) -> dict[str, str]:
    plain_form = {"kind": stated.kind, "value": stated.value}
    return plain_form if stated.raw == stated.value else plain_form | {"stated": stated.raw}


def _file_details(file: FileDetails) -> dict[str, Any]:
    return without_empty(
        {
            "location_of_file": file.location,
            "devices": plain(file.devices),
            "from_the_file": plain(file.details),
            "additional_info": file.additional_info,
        }
    )


def _stated(report: Report) -> dict[str, Any]:
    """Return what the report says beside its columns, its people and its connections."""
    reporter = report.reporter
    return without_empty(
        {
            "batched_reason": report.batched_reason,
            "when_in_words": report.incident_at_description,
            "where": [plain(incident, without={"ip_events"}) for incident in report.incidents],
            "law_enforcement": plain(report.law_enforcement),
            "terms_of_service": reporter.terms_of_service if reporter else "",
            "legal_url": reporter.legal_url if reporter else "",
        }
    )
