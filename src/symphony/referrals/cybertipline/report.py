"""Reading a <report>: what happened, where, who sent it and who is in it."""

from lxml import etree

from symphony.referrals.cybertipline import people
from symphony.referrals.cybertipline import vocabulary as words
from symphony.referrals.cybertipline.document import (
    Incident,
    LawEnforcement,
    Moment,
    Report,
    Reporter,
    Role,
)
from symphony.referrals.cybertipline.part import Part

# The element that gives each kind of incident its name: a newsgroup's, a game's, a place's.
_NAMES = {
    "newsgroupIncident": "name",
    "chatImIncident": "chatClient",
    "onlineGamingIncident": "gameName",
    "nonInternetIncident": "locationName",
    "peer2peerIncident": "client",
}
_INCIDENTS = ("webPageIncident", "emailIncident", "cellPhoneIncident", *_NAMES)


def report(part: Part) -> Report:
    summary = part.part("incidentSummary")
    batched = part.part("batchedReport")
    incident_at = summary.moment("incidentDateTime") if summary else None
    escalated, reason = _escalation(part.element, summary)
    read = Report(
        batched=batched is not None,
        batched_reason=_batch_reason(batched),
        incident_type=summary.word("incidentType", words.INCIDENT_TYPES) if summary else "",
        platform=summary.text("platform", 256) if summary else "",
        escalated=escalated,
        escalation_reason=reason,
        annotations=summary.marks("reportAnnotations", words.REPORT_ANNOTATIONS) if summary else (),
        incident_at=incident_at,
        incident_at_description=summary.prose("incidentDateTimeDescription") if summary else "",
        incidents=_incidents(part),
        law_enforcement=_law_enforcement(part.part("lawEnforcement")),
        reporter=_reporter(part.part("reporter")),
        parties=tuple(people.party(each, role) for role in Role for each in part.parts(role)),
        additional_info=part.prose("additionalInfo"),
    )
    if summary:
        summary.rest()
    part.rest()
    _note_what_is_missing(part, read.incident_type, incident_at)
    return read


def _escalation(root: etree._Element, summary: Part | None) -> tuple[bool, str]:
    """Read the mark of high priority: being there is what counts, its text is the reason.

    One that stands elsewhere than the format says marks the report all the same.
    """
    reason = summary.prose("escalateToHighPriority") if summary else ""
    marks = root.iter("{*}escalateToHighPriority")
    return next(marks, None) is not None, reason


def _batch_reason(batched: Part | None) -> str:
    if batched is None:
        return ""
    reason = batched.attribute_word("reason", words.BATCH_REASONS)
    batched.rest()
    return reason


def _incidents(part: Part) -> tuple[Incident, ...]:
    found = []
    for details in part.parts("internetDetails"):
        found += [_incident(each, name) for name in _INCIDENTS for each in details.parts(name)]
        details.rest()
    return tuple(found)


def _incident(part: Part, kind: str) -> Incident:
    hosted = part.attribute_flag("thirdPartyHostedContent")
    if hosted is None:
        # An attribute to one published client, an element to another.
        hosted = part.flag("thirdPartyHostedContent")
    phone, *further = people.phones(part, "phoneNumber") or (None,)
    name = part.text(_NAMES[kind], 255) if kind in _NAMES else ""
    read = Incident(
        kind=kind.removesuffix("Incident"),
        name=name,
        urls=part.texts("url"),
        third_party_hosted=hosted,
        emails=people.emails(part, "emailAddress"),
        content=part.prose("content"),
        chat_room=part.text("chatRoomName", 255),
        console=part.text("console", 255),
        phone=phone,
        latitude=part.text("latitude"),
        longitude=part.text("longitude"),
        addresses=people.addresses(part, "incidentAddress"),
        ip_events=people.ip_events(part),
        file_names=part.prose("fileNames"),
        additional_info=part.prose("additionalInfo"),
    )
    for each in further:
        part.notes.keep(f"{part.path}/phoneNumber", each.number)
    part.rest()
    return read


def _law_enforcement(part: Part | None) -> LawEnforcement | None:
    if part is None:
        return None
    international = part.flag("servedLegalProcessInternational")
    if international is None:
        # A published client misspells it so.
        international = part.flag("servedLegalPorcessInternational")
    read = LawEnforcement(
        country=part.attribute("fleaCountry"),
        agency=part.text("agencyName", 255),
        case_number=part.text("caseNumber", 100),
        officer=people.person(part.part("officerContact")),
        reported=part.flag("reportedToLe"),
        served_domestic=part.flag("servedLegalProcessDomestic"),
        served_international=international,
    )
    part.rest()
    return read


def _reporter(part: Part | None) -> Reporter | None:
    if part is None:
        return None
    read = Reporter(
        person=people.person(part.part("reportingPerson")),
        contact=people.person(part.part("contactPerson")),
        company=part.text("companyTemplate"),
        terms_of_service=part.prose("termsOfService"),
        legal_url=part.text("legalURL", 2083),
    )
    part.rest()
    return read


def _note_what_is_missing(part: Part, incident_type: str, incident_at: Moment | None) -> None:
    summary = f"{part.path}/incidentSummary"
    if not incident_type:
        part.notes.remark(
            "missing", f"{summary}/incidentType", "The kind of incident is not stated."
        )
    if incident_at is None:
        part.notes.remark("missing", f"{summary}/incidentDateTime", "No time is stated.")
