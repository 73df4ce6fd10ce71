"""Reading <fileDetails>: a file known by its hashes, and what the company did with it."""

import re

from symphony.referrals.cybertipline import people, values
from symphony.referrals.cybertipline import vocabulary as words
from symphony.referrals.cybertipline.document import FileDetails, FileHash, NameValue, Response
from symphony.referrals.cybertipline.numbers import report_number
from symphony.referrals.cybertipline.part import Part

_HEX = re.compile(r"[0-9a-f]+\Z")
_SUPPLEMENTAL = "Supplemental Reported"


def file_details(part: Part) -> FileDetails:
    details = tuple(_name_value(pair) for group in part.parts("details") for pair in _pairs(group))
    read = FileDetails(
        report_id=_report_number(part),
        file_id=part.text("fileId"),
        original_name=part.text("originalFileName", 2056),
        uploaded_at=part.moment("uploadedToEspTimestamp"),
        location=part.text("locationOfFile", 2083),
        viewed_by_company=_viewed(part),
        exif_viewed_by_company=part.flag("exifViewedByEsp"),
        publicly_available=part.flag("publiclyAvailable"),
        relevance=part.word("fileRelevance", words.RELEVANCES),
        annotations=part.marks("fileAnnotations", words.FILE_ANNOTATIONS),
        classification=part.word("industryClassification", words.CLASSIFICATIONS),
        hashes=tuple(_hash(each) for each in part.parts("originalFileHash")),
        ip_events=people.ip_events(part),
        devices=people.devices(part),
        details=details,
        additional_info=part.prose("additionalInfo"),
    )
    part.rest()
    _note_contradictions(part, read)
    return read


def response(part: Part, *, done: bool) -> Response:
    """Read a reportResponse, or a reportDoneResponse, which lists the files."""
    listed = part.part("files")
    file_ids = part.texts("fileId") + (listed.texts("fileId") if listed else ())
    read = Response(
        code=part.text("responseCode"),
        description=part.prose("responseDescription"),
        report_id=_report_number(part),
        file_ids=file_ids,
        file_hash=part.text("hash"),
        done=done,
    )
    if listed:
        listed.rest()
    part.rest()
    return read


def _report_number(part: Part) -> str:
    text = part.text("reportId")
    number = report_number(text)
    if text and not number:
        part.notes.keep(f"{part.path}/reportId", text)
        part.notes.remark("not_a_number", f"{part.path}/reportId", "Not the number of a report.")
    return number


def _viewed(part: Part) -> bool | None:
    viewed = part.flag("fileViewedByEsp")
    return part.flag("viewedByEsp") if viewed is None else viewed


def _pairs(group: Part) -> list[Part]:
    pairs = list(group.parts("nameValuePair"))
    group.rest()
    return pairs


def _name_value(part: Part) -> NameValue:
    read = NameValue(
        kind=part.attribute_word("type", words.PAIR_KINDS),
        name=part.text("name", 64),
        value=part.prose("value").strip(),
    )
    part.rest()
    return read


def _hash(part: Part) -> FileHash:
    raw = part.own_text()
    read = FileHash(part.attribute("hashType"), raw, values.plain_hash(raw))
    plain_kind = re.sub(r"[^a-z0-9]", "", read.kind.lower())
    expected = words.HASH_LENGTHS.get(plain_kind)
    if not raw:
        part.notes.remark("hash_empty", part.path, "The hash is empty.")
    elif expected and (len(read.value) != expected or not _HEX.match(read.value)):
        said = f"A hash of kind {read.kind} has {expected} hexadecimal digits; this has not."
        part.notes.remark("hash_length", part.path, said)
    part.rest()
    return read


def _note_contradictions(part: Part, read: FileDetails) -> None:
    if read.relevance == _SUPPLEMENTAL and (
        read.classification or "potentialMeme" in read.annotations
    ):
        said = (
            "A supplemental file carries a classification or meme mark, which the format forbids."
        )
        part.notes.remark("supplemental_classified", part.path, said)
    if not read.report_id:
        part.notes.remark("missing", f"{part.path}/reportId", "The file does not say its report.")
