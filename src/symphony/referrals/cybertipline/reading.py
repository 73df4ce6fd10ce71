"""Reading one document: finding the report, files and answer in it, whatever wraps them."""

from dataclasses import replace

from lxml import etree

from symphony.referrals.cybertipline import parsing
from symphony.referrals.cybertipline.document import Document, Kind, Report, Response
from symphony.referrals.cybertipline.file_details import file_details, response
from symphony.referrals.cybertipline.numbers import report_number
from symphony.referrals.cybertipline.part import Notes, Part, local_name
from symphony.referrals.cybertipline.report import report
from symphony.referrals.refusals import Refusal, Refused, refuse_text

_REPORT, _FILE = "report", "fileDetails"
_ANSWERS = ("reportResponse", "reportDoneResponse")
_KNOWN = frozenset({_REPORT, _FILE, *_ANSWERS})
_DEEPEST_WRAPPER = 4


def read(data: bytes) -> Document:
    """Return what the document states, and everything in it that has no field of its own.

    One document may hold one report, files of one report, the reporting system's answer, or these
    together under a root of any name.

    :raises Refused: if it cannot be read, or holds what must not be kept; the refusal says why
    """
    parsed = parsing.parse(data)
    notes = Notes()
    notes.remarks += parsed.remarks
    found = _found(parsed.root, notes)
    if not found:
        raise _wrong_root(data, parsed)
    reports = [part for part in found if _named(part) == _REPORT]
    if len(reports) > 1:
        raise _several(data, parsed, f"{len(reports)} reports", reports[1])

    read_report = report(reports[0]) if reports else None
    files = tuple(file_details(part) for part in found if _named(part) == _FILE)
    of_reports = {file.report_id for file in files if file.report_id}
    if len(of_reports) > 1:
        raise _several(data, parsed, f"files of {len(of_reports)} reports", found[-1])
    answer = _answer(found)
    return Document(
        kind=_kind(read_report, files),
        report=read_report,
        files=files,
        response=answer,
        report_id=_number(parsed.root, answer, notes),
        unmapped=tuple(notes.unmapped),
        warnings=tuple(notes.remarks),
    )


def withhold(data: bytes, refusal: Refusal) -> Refusal:
    """Complete a refusal for reasons of the file, not of what is in it: what may be kept of it,
    whether it is marked high priority, and of which report it is.
    """
    try:
        document = read(data)
    except Refused as refused:
        found = refused.refusal
        return replace(
            refusal,
            kept=found.kept,
            redacted=found.redacted,
            high_priority=found.high_priority,
            report_id=found.report_id,
        )
    escalated = document.report is not None and document.report.escalated
    return replace(refusal, kept=data, high_priority=escalated, report_id=document.report_id)


def _named(part: Part) -> str:
    return local_name(part.element.tag)


def _found(root: etree._Element, notes: Notes) -> list[Part]:
    """Return the known elements: the root, or those that wrappers hold; keep the rest of these."""
    name = local_name(root.tag)
    if name in _KNOWN:
        part = Part(root, name, notes)
        inside = [*part.parts(_FILE), *(each for answer in _ANSWERS for each in part.parts(answer))]
        return [part, *inside]
    if not _wraps(root, 0):
        return []
    return _unwrapped(Part(root, name, notes), 0)


def _wraps(element: etree._Element, depth: int) -> bool:
    return any(
        local_name(child.tag) in _KNOWN or (depth < _DEEPEST_WRAPPER and _wraps(child, depth + 1))
        for child in element
    )


def _unwrapped(wrapper: Part, depth: int) -> list[Part]:
    found: list[Part] = []
    for child in list(wrapper.element):
        name = local_name(child.tag)
        if name not in _KNOWN and not (depth < _DEEPEST_WRAPPER and _wraps(child, depth + 1)):
            continue
        for part in wrapper.parts(name):
            found += [part] if name in _KNOWN else _unwrapped(part, depth + 1)
    wrapper.rest()
    return found


def _answer(found: list[Part]) -> Response | None:
    """Read the answer; of several, the one that holds a number, the others kept as they are."""
    answers = [part for part in found if _named(part) in _ANSWERS]
    answers.sort(key=lambda part: not _has_number(part))
    for part in answers[1:]:
        part.notes.keep_element(part.element, part.path)
    if not answers:
        return None
    return response(answers[0], done=_named(answers[0]) == _ANSWERS[1])


def _has_number(part: Part) -> bool:
    number = part.element.find("{*}reportId")
    return number is not None and bool((number.text or "").strip())


def _kind(read_report: Report | None, files: tuple[object, ...]) -> Kind:
    if read_report is not None:
        return Kind.REPORT
    return Kind.FILE_DETAILS if files else Kind.RESPONSE


def _number(root: etree._Element, answer: Response | None, notes: Notes) -> str:
    """Return the report's number from wherever it stands: the answer first, then any reportId."""
    numbers = [answer.report_id] if answer and answer.report_id else []
    numbers += [report_number(each.text or "") for each in root.iter("{*}reportId")]
    different = list(dict.fromkeys(number for number in numbers if number))
    if len(different) > 1:
        said = f"The document holds {len(different)} report numbers; the first was taken."
        notes.remark("several_numbers", "reportId", said)
    return different[0] if different else ""


def _wrong_root(data: bytes, parsed: parsing.Parsed) -> Refused:
    name = local_name(parsed.root.tag)
    return refuse_text(
        parsed.text,
        code="wrong_root",
        reason=f"The document is a <{name[:80]}>, neither a CyberTipline report (<report>) nor the"
        " details of a file (<fileDetails>). If it holds a report, ask for it in that form.",
        where=f"line {parsed.root.sourceline}",
        kept=data,
    )


def _several(data: bytes, parsed: parsing.Parsed, what: str, second: Part) -> Refused:
    return refuse_text(
        parsed.text,
        code="several_reports",
        reason=f"The document holds {what}, which cannot be told apart safely."
        " Send one document for each report.",
        where=f"line {second.element.sourceline}",
        kept=data,
    )
