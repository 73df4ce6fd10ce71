"""Reading one referral: what was received, beside what we read in it."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.core.errors import NotFound
from symphony.referrals import queries
from symphony.referrals.models import RawDocument, Referral
from symphony.staff.referrals import connections, contact, record, stated
from symphony.triage import queries as triage
from symphony.triage import services
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

EVENTS_HERE = 50
# What the form says in place of a file, for the names that stand in the report itself.
OF_THE_REPORT = "report"
DOCUMENT_KINDS = dict(RawDocument.Kind.choices)


@require_GET
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the referral, and take the word NEW off it for this person."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    services.mark_read(referral=referral, by=request.user, at=now())
    return _page(request, referral)


@require_http_methods(["GET", "POST"])
def file_name(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one file's name on the referral's page until the page is left; it is recorded."""
    referral = cases.visible_referral(reference=reference, viewer=request.user)
    if request.method == "GET":
        return redirect("referrals:reading", reference)
    of_report = request.POST.get("file") == OF_THE_REPORT
    file, name = (None, "") if of_report else _asked_for(request, referral)
    audit.record(
        what="referrals.file_name_shown",
        about=reference,
        by=request.user.staff_number,
        at=now(),
        kind=Entry.Kind.CONSULTATION,
        file=str(file or OF_THE_REPORT),
    )
    return _page(request, referral, shown={file: name} if file else {}, hide=not of_report)


def _asked_for(request: StaffRequest, referral: Referral) -> tuple[UUID, str]:
    try:
        file = UUID(request.POST.get("file", ""))
    except ValueError as error:
        raise NotFound("There is no such file.") from error
    if (name := queries.file_name(referral, file)) is None:
        raise NotFound("There is no such file.")
    return file, name


def _page(
    request: StaffRequest,
    referral: Referral,
    *,
    shown: Mapping[UUID, str] = MappingProxyType({}),
    hide: bool = True,
) -> HttpResponse:
    reading = queries.read(referral)
    suggestion = triage.suggestion(referral)
    frame = record.frame(referral, viewer=request.user, page="referrals:reading")
    show(request, referral.reference, *filter(None, [frame["case_reference"]]))
    context = frame | {
        "suggestion": suggestion,
        "matters": stated.matters(referral, suggestion.facts if suggestion else {}),
        "report": stated.report(referral, hide=hide),
        "supplements": stated.supplements(referral, hide=hide),
        "hides_names": hide and stated.hides_anything(referral),
        "source": _source(reading.documents),
        "people": [stated.person(one) for one in reading.people],
        "identifiers": [stated.identifier_row(one) for one in reading.identifiers],
        "files": [
            stated.file(one, number=number, shown_name=shown.get(one.id, ""))
            for number, one in enumerate(reading.files, start=1)
        ],
        "events": [connections.ip_event(one, referral) for one in reading.ip_events[:EVENTS_HERE]],
        "events_in_all": len(reading.ip_events),
        "contact": contact.section(referral, request.user),
        "unmapped": stated.unmapped(referral.unmapped),
        "warnings": stated.warnings(referral.warnings),
        "documents": [_document(one) for one in reading.documents],
        "decisions": triage.decisions(referral),
    }
    return render(request, "staff/referrals/reading.html", context)


def _source(documents: tuple[queries.ReadDocument, ...]) -> dict[str, Any] | None:
    """Return the text that the referral was read from: the report, or the form as it was sent."""
    kinds = (RawDocument.Kind.REPORT, RawDocument.Kind.SUBMISSION)
    main = next((one for one in documents if one.kind in kinds), None)
    if main is None:
        return None
    text = queries.source_text(main.id)
    if main.kind == RawDocument.Kind.SUBMISSION:
        text = _indented(text)
    return {
        "text": text,
        "sha256": main.sha256,
        "is_cut": main.size > len(text) and len(text) >= 20_000,
    }


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text


def _document(one: queries.ReadDocument) -> dict[str, Any]:
    return {
        "kind": DOCUMENT_KINDS.get(one.kind, one.kind),
        "received_at": one.received_at,
        "size": one.size,
        "sha256": one.sha256,
        "importer": one.importer,
    }
