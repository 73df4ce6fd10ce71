"""One referral as it is read: everything that was stated, beside the text that stated it."""

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, F, Func, QuerySet, Value

from symphony.referrals.models import (
    IpEvent,
    RawDocument,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)


@dataclass(frozen=True)
class ReadDocument:
    """One document that came for a referral: what it is, when it came, and its fingerprint."""

    id: UUID
    kind: str
    report_id: str
    sha256: str
    size: int
    received_at: datetime
    importer: str


@dataclass(frozen=True)
class ReadIdentifier:
    """One identifier as stated."""

    kind: str
    value: str
    verified: bool | None
    details: dict[str, Any]


@dataclass(frozen=True)
class ReadPerson:
    """Somebody whom the referral names, with the identifiers stated for them."""

    id: UUID
    position: int
    part: str
    name: str
    date_of_birth: date | None
    age_stated: str
    age: int | None
    school: str
    details: dict[str, Any]
    identifiers: tuple[ReadIdentifier, ...]


@dataclass(frozen=True)
class ReadFile:
    """A reported file. Its name is not here: it is asked for one at a time (`file_name`)."""

    id: UUID
    file_id: str
    has_name: bool
    received_at: datetime
    uploaded_at: datetime | None
    uploaded_at_stated: str
    viewed_by_company: bool | None
    exif_viewed_by_company: bool | None
    publicly_available: bool | None
    relevance: str
    company_grade: str
    annotations: tuple[str, ...]
    hashes: list[Any]
    details: dict[str, Any]
    unmapped: list[Any]
    warnings: list[Any]


@dataclass(frozen=True)
class ReadIpEvent:
    """One connection as the company logged it; `person` is a position among the people."""

    person: int | None
    file_id: str
    address: str
    at_stated: str
    at_utc: datetime | None
    offset_stated: bool | None
    event: str
    port: int | None
    possible_proxy: bool | None


@dataclass(frozen=True)
class Reading:
    """All that stands in a referral beside the referral's own columns."""

    documents: tuple[ReadDocument, ...]
    people: tuple[ReadPerson, ...]
    identifiers: tuple[ReadIdentifier, ...]
    files: tuple[ReadFile, ...]
    ip_events: tuple[ReadIpEvent, ...]


def read(referral: Referral) -> Reading:
    """Return everything stated in the referral, in five queries. The page records the look."""
    by_person = _identifiers(referral)
    return Reading(
        documents=_documents(referral),
        people=tuple(
            _person(person, by_person[person.pk]) for person in referral.people.order_by("position")
        ),
        identifiers=tuple(by_person[None]),
        files=tuple(_file(file) for file in referral.files.order_by("received_at", "id")),
        ip_events=ip_events(referral),
    )


def people(referral: Referral) -> tuple[ReadPerson, ...]:
    """Return the people whom the referral names, in the order of the report."""
    by_person = _identifiers(referral)
    found = referral.people.order_by("position")
    return tuple(_person(person, by_person[person.pk]) for person in found)


def file_name(referral: Referral, file: UUID) -> str | None:
    """Return one file's name, or None if the referral has no such file. The asker records it."""
    found: str | None = referral.files.filter(pk=file).values_list("file_name", flat=True).first()
    return found


def _documents(referral: Referral) -> tuple[ReadDocument, ...]:
    found = RawDocument.objects.filter(referral=referral).order_by("received_at", "id")
    names = ("id", "kind", "report_id", "sha256", "size", "received_at", "importer")
    return tuple(ReadDocument(**row) for row in found.values(*names))


def _identifiers(referral: Referral) -> defaultdict[UUID | None, list[ReadIdentifier]]:
    found: defaultdict[UUID | None, list[ReadIdentifier]] = defaultdict(list)
    rows: QuerySet[StatedIdentifier] = referral.identifiers.order_by("id")
    for row in rows:
        found[row.person_id].append(ReadIdentifier(row.kind, row.value, row.verified, row.details))
    return found


def _person(person: StatedPerson, identifiers: list[ReadIdentifier]) -> ReadPerson:
    return ReadPerson(
        id=person.pk,
        position=person.position,
        part=person.part,
        name=person.name,
        date_of_birth=person.date_of_birth,
        age_stated=person.age_stated,
        age=person.age,
        school=person.school,
        details=person.details,
        identifiers=tuple(identifiers),
    )


def _file(file: ReportedFile) -> ReadFile:
    return ReadFile(
        id=file.pk,
        file_id=file.file_id,
        has_name=bool(file.file_name),
        received_at=file.received_at,
        uploaded_at=file.uploaded_at,
        uploaded_at_stated=file.uploaded_at_stated,
        viewed_by_company=file.viewed_by_company,
        exif_viewed_by_company=file.exif_viewed_by_company,
        publicly_available=file.publicly_available,
        relevance=file.relevance,
        company_grade=file.company_grade,
        annotations=tuple(file.annotations),
        hashes=file.hashes,
        details=file.details,
        unmapped=file.unmapped,
        warnings=file.warnings,
    )


def ip_events(referral: Referral) -> tuple[ReadIpEvent, ...]:
    """Return every connection that the referral states, in the order of time."""
    found = (
        IpEvent.objects.filter(referral=referral)
        .select_related("person", "file")
        .order_by(F("at_utc").asc(nulls_last=True), "at_stated", "id")
    )
    return tuple(
        ReadIpEvent(
            person=event.person.position if event.person else None,
            file_id=event.file.file_id if event.file else "",
            address=event.address,
            at_stated=event.at_stated,
            at_utc=event.at_utc,
            offset_stated=event.offset_stated,
            event=event.event,
            port=event.port,
            possible_proxy=event.possible_proxy,
        )
        for event in found
    )


MASK = "[hidden: file name]"
_FILE_NAME = re.compile(
    r"(<(?:[\w.-]+:)?(originalFileName|fileNames|locationOfFile)\b[^>]*(?<!/)>)"
    r".*?(</(?:[\w.-]+:)?\2\s*>|\Z)",
    re.DOTALL,
)


def source_text(document: UUID, *, most: int = 20_000) -> str:
    """Return the beginning of a document as text, with file names and their places hidden.

    For showing beside what was read; the exact bytes are what the SHA-256 is of.
    """
    head = Func(F("body"), Value(1), Value(most * 4), function="SUBSTR", output_field=BinaryField())
    body = RawDocument.objects.filter(pk=document).values_list(head, flat=True).get()
    return _FILE_NAME.sub(rf"\1{MASK}\3", text_of(bytes(body)))[:most]


def text_of(body: bytes) -> str:
    """Return bytes that were kept as text that is safe to show: no control signs, nothing lost."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", "replace")
    elif body[:2] == b"<\x00":
        text = body.decode("utf-16-le", "replace")
    elif body[:2] == b"\x00<":
        text = body.decode("utf-16-be", "replace")
    else:
        text = body.decode("utf-8-sig", "backslashreplace")
    return "".join(map(_visible, text.replace("\r\n", "\n").replace("\r", "\n")))


def _visible(sign: str) -> str:
    """Return control signs as their pictures, and marks that turn the writing around as codes."""
    code = ord(sign)
    if sign in "\n\t" or (code >= 0x20 and not 0x7F <= code < 0xA0 and sign not in _TURNING):
        return sign
    return chr(0x2400 + code) if code < 0x20 else f"[U+{code:04X}]"


_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
