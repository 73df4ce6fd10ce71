"""Why a file could not be read as a referral, in words for the person who has to put it right."""

import re
from dataclasses import dataclass

from symphony.core.errors import DomainError

# Names of elements, looked for in the text of a document that cannot be parsed: a report marked
# high priority raises its alert even when nothing else of it can be read.
_HIGH_PRIORITY = re.compile(r"<(?:[\w.-]+:)?escalateToHighPriority[\s/>]")
_REPORT_NUMBER = re.compile(r"<(?:[\w.-]+:)?reportId\b[^>]*>\s*(\d{1,40})\s*<")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a file, where, and what of it may be kept.

    `kept` is None where nothing may be kept (media, unknown binary, too large); where
    `redacted` is true it is the document with embedded file bytes cut out.
    """

    code: str
    reason: str
    where: str = ""
    kept: bytes | None = None
    redacted: bool = False
    high_priority: bool = False
    report_id: str = ""


class Refused(DomainError):
    """The file cannot be read; the refusal says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


LARGEST_DOCUMENT = 20_000_000


def too_large(size: int, *, high_priority: bool = False, report_id: str = "") -> Refusal:
    """Return the refusal of a document above the limit, of which nothing is kept."""
    return Refusal(
        code="too_large",
        reason=f"The document has {size:,} bytes; the limit for one is {LARGEST_DOCUMENT:,}."
        " Ask the sender to send it in parts. Its bytes were not kept.",
        high_priority=high_priority,
        report_id=report_id,
    )


def media(kind: str) -> Refusal:
    """Return the refusal of a picture, video or sound file, of which nothing is kept."""
    return Refusal(
        code="media",
        reason=f"This is {kind}. Symphony never keeps media: its bytes were not kept."
        " Deal with the original as your evidence policy says.",
    )


def binary(kind: str) -> Refusal:
    """Return the refusal of any other file that is not text, of which nothing is kept."""
    return Refusal(
        code="binary",
        reason=f"This is {kind}, not a report. What is in it cannot be told, so its bytes were"
        " not kept. Send the report as a document of text.",
    )


def is_high_priority(text: str) -> bool:
    """Tell whether a document that could not be parsed is marked high priority."""
    return _HIGH_PRIORITY.search(text) is not None


def report_number_in(text: str) -> str:
    """Return the report number that stands in a document that could not be parsed, or nothing."""
    number = _REPORT_NUMBER.search(text)
    return number[1].lstrip("0") if number else ""


def refuse_text(
    text: str,
    *,
    code: str,
    reason: str,
    where: str = "",
    kept: bytes | None,
    redacted: bool = False,
) -> Refused:
    """Return the refusal of a readable text, with what an alert needs to know from it."""
    return Refused(
        Refusal(
            code=code,
            reason=reason,
            where=where,
            kept=kept,
            redacted=redacted,
            high_priority=is_high_priority(text),
            report_id=report_number_in(text),
        )
    )


def position(text: str, offset: int) -> str:
    """Return "line 12, column 40" for an offset into the text."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"
