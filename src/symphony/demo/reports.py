"""Writes planned reports to disk as CyberTipline XML, as a company would have sent them."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from lxml import etree

from symphony.demo.plan import Connection, File, Report

SCHEMA = "https://report.cybertip.org/ispws/xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def write(report: Report, folder: Path) -> None:
    """Write the report, and each of its files' details, into a folder of its own."""
    place = folder / str(report.number)
    place.mkdir(parents=True, exist_ok=True)
    (place / "report.xml").write_bytes(_report(report))
    for number, file in enumerate(report.files, start=1):
        (place / f"file-{number}.xml").write_bytes(_file_details(report, file))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, name, attributes)
    if text:
        child.text = text
    return child


def _stamp(at: datetime, offset: str = "Z") -> str:
    if offset == "Z":
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    zone = timezone(-timedelta(hours=7))
    return at.astimezone(zone).isoformat(timespec="seconds")


def _report(report: Report) -> bytes:
    root = etree.Element("report", nsmap={"xsi": _XSI})
    root.set(f"{{{_XSI}}}noNamespaceSchemaLocation", SCHEMA)
    if report.batched:
        _add(root, "batchedReport", reason="VIRAL_POTENTIAL_MEME")
    summary = _add(root, "incidentSummary")
    _add(summary, "incidentType", report.incident)
    _add(summary, "platform", report.platform)
    if report.high_priority:
        _add(summary, "escalateToHighPriority", report.high_priority)
    if report.annotations:
        flags = _add(summary, "reportAnnotations")
        for annotation in report.annotations:
            _add(flags, annotation)
    _add(summary, "incidentDateTime", _stamp(report.incident_at))
    chat = _add(_add(root, "internetDetails"), "chatImIncident")
    _add(chat, "chatClient", report.platform)
    reporter = _add(root, "reporter")
    _add(_add(reporter, "reportingPerson"), "email", "reports@example.com")
    _add(reporter, "companyTemplate", report.sender)
    _reported(root, report)
    for child in report.children:
        if child.stated:
            victim = _add(root, "victim")
            _add(_add(victim, "victimPerson"), "age", str(child.age))
            _add(victim, "screenName", child.screen_name)
            _add(victim, "schoolName", child.school)
    _add(root, "additionalInfo", f"{report.narrative} SYNTHETIC.")
    return _bytes(root)


def _reported(root: etree._Element, report: Report) -> None:
    reported = _add(root, "personOrUserReported")
    person = _add(reported, "personOrUserReportedPerson")
    if report.phone:
        _add(person, "phone", report.phone, type="Mobile", countryCallingCode="+44")
    _add(person, "email", report.email, type="Home", verified="true")
    _add(reported, "espIdentifier", report.account)
    _add(reported, "espService", report.platform)
    _add(reported, "screenName", report.screen_name)
    for connection in report.connections:
        _connection(reported, connection)
    location = _add(reported, "estimatedLocation", verified="false")
    _add(location, "city", report.town)
    _add(location, "region", "Exampleshire")
    _add(location, "countryCode", "GB")


def _connection(parent: etree._Element, connection: Connection) -> None:
    event = _add(parent, "ipCaptureEvent")
    _add(event, "ipAddress", connection.address)
    _add(event, "eventName", connection.event)
    _add(event, "dateTime", _stamp(connection.at, connection.offset))
    if connection.proxy is not None:
        _add(event, "possibleProxy", str(connection.proxy).lower())
    if connection.port:
        _add(event, "port", str(connection.port))


def _file_details(report: Report, file: File) -> bytes:
    root = etree.Element("fileDetails")
    _add(root, "reportId", str(report.number))
    _add(root, "fileId", file.file_id)
    _add(root, "originalFileName", f"synthetic-{file.file_id[:8]}.dat")
    _add(root, "uploadedToEspTimestamp", _stamp(file.uploaded_at))
    if file.viewed is not None:
        _add(root, "fileViewedByEsp", str(file.viewed).lower())
    _add(root, "publiclyAvailable", "false")
    _add(root, "fileRelevance", "Reported")
    if file.flags:
        flags = _add(root, "fileAnnotations")
        for flag in file.flags:
            _add(flags, flag)
    if file.grade:
        _add(root, "industryClassification", file.grade)
    _add(root, "originalFileHash", file.md5, hashType="MD5")
    _add(root, "originalFileHash", file.sha1, hashType="SHA1")
    return _bytes(root)
