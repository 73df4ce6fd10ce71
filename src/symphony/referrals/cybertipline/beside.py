"""The number of a report that does not state it: from the answer beside it, or from a name.

In this order: a `reportResponse` document beside the report; the only number in the file's name;
the only number in the folder's name, where that folder holds one report only. Without any the
report is stored with its number not stated.
"""

import re
from dataclasses import dataclass

from symphony.referrals.cybertipline.numbers import number_in_name, report_number
from symphony.referrals.neighbours import Neighbours

_MOST_LOOKED_AT = 2_000
_START = 4_000
_KEY = "cybertipline"
_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?(\w+)", re.DOTALL)
_NUMBER = re.compile(r"<(?:[\w.-]+:)?reportId[^>]*>\s*([^<\s]{1,40})\s*<")
_ANSWERS = ("reportResponse", "reportDoneResponse")
_FILLING = re.compile(r"report|response|answer|cybertip|\.xml$|[\W_]+")


@dataclass(frozen=True, slots=True)
class _Folder:
    """What the folder holds: how many reports, and the answers' numbers by what they are for."""

    reports: int
    answers: dict[str, list[str]]


def number_beside(name: str, neighbours: Neighbours) -> str:
    """Return the number of the report in this file, from what surrounds it, or nothing."""
    folder = look_around(neighbours)
    for_this = folder.answers.get(_what_for(name), [])
    every = [number for numbers in folder.answers.values() for number in numbers]
    if len(for_this) == 1:
        return for_this[0]
    if folder.reports == 1 and len(every) == 1:
        return every[0]
    if number := number_in_name(name.rpartition(".")[0] or name):
        return number
    return number_in_name(neighbours.folder) if folder.reports == 1 else ""


def look_around(neighbours: Neighbours) -> _Folder:
    """Return what the folder holds, looked at once and remembered with it."""
    folder = neighbours.notes.get(_KEY)
    if not isinstance(folder, _Folder):
        folder = neighbours.notes[_KEY] = _look(neighbours)
    return folder


def _look(neighbours: Neighbours) -> _Folder:
    """Read the beginning of each file in the folder; of very many only what is named an answer."""
    names = neighbours.names
    few = len(names) <= _MOST_LOOKED_AT
    reports, answers = 0 if few else len(names), dict[str, list[str]]()
    for name in names:
        if not (few or "response" in name.lower()):
            continue
        text = _text(neighbours.start_of(name, _START))
        root = _ROOT.match(text)
        if root is None:
            continue
        if root[1] in _ANSWERS:
            if number := _NUMBER.search(text):
                answers.setdefault(_what_for(name), []).append(report_number(number[1]))
        elif few and root[1] != "fileDetails" and "report" in text:
            reports += 1
    return _Folder(reports, answers)


def _text(start: bytes) -> str:
    """Return the beginning of a document as text; UTF-16 reads like ASCII without its zeros."""
    return (
        start.replace(b"\x00", b"")
        .decode("latin-1")
        .removeprefix("\xef\xbb\xbf")
        .lstrip("\xff\xfe")
    )


def _what_for(name: str) -> str:
    """Return what is left of a name without the words for report and answer."""
    return _FILLING.sub("", name.lower())
