"""One file as it was found: its bytes, or why these are not read, and its SHA-256."""

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from symphony.referrals import contents, refusals
from symphony.referrals.neighbours import Neighbours
from symphony.referrals.refusals import Refusal

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """One file, with its bytes, or with the reason why it is not to be imported.

    With both, the bytes were readable and are not to be imported; how much of them may be kept is
    for the reader of its format to say.
    """

    shown: str
    sha256: str
    size: int
    data: bytes | None
    refusal: Refusal | None
    neighbours: Neighbours = field(repr=False)

    @property
    def name(self) -> str:
        return self.shown.rpartition("/")[2]


def shown(path: Path | str) -> str:
    """Return a path as it can be shown and stored, whatever bytes its name has."""
    text = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    return re.sub(r"[\x00-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", text)


def read(file: IO[bytes], name: str, neighbours: Neighbours) -> Found:
    """Return what stands in an open file: its bytes, or why these are not to be read."""
    limit = refusals.LARGEST_DOCUMENT
    head = file.read(contents.HEAD)
    if kind := contents.media_kind(head):
        refusal = refusals.media(kind)
    elif kind := contents.binary_kind(head):
        refusal = refusals.binary(kind)
    else:
        data = _up_to(file, limit + 1, head)
        if len(data) <= limit:
            sha256 = hashlib.sha256(data).hexdigest()
            return Found(name, sha256, len(data), data, None, neighbours)
        sha256, size, marks = digest(file, data)
        return Found(name, sha256, size, None, marks.refusal(size), neighbours)
    sha256, size, _ = digest(file, head)
    return Found(name, sha256, size, None, refusal, neighbours)


def _up_to(file: IO[bytes], limit: int, begun: bytes) -> bytes:
    """Return what there is up to a limit, without setting aside memory for the limit itself."""
    pieces, size = [begun], len(begun)
    while size < limit and (piece := file.read(min(1 << 16, limit - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


class Marks:
    """What an alert needs to know, picked out of a document too large to read."""

    def __init__(self) -> None:
        self.high_priority, self.report_id, self._before = False, "", b""

    def look(self, piece: bytes) -> None:
        # Without the zero bytes, UTF-16 reads like ASCII here.
        text = (self._before + piece).replace(b"\x00", b"").decode("latin-1")
        self.high_priority = self.high_priority or refusals.is_high_priority(text)
        self.report_id = self.report_id or refusals.report_number_in(text)
        self._before = piece[-400:]

    def refusal(self, size: int) -> Refusal:
        return refusals.too_large(size, high_priority=self.high_priority, report_id=self.report_id)


def digest(file: IO[bytes], begun: bytes = b"") -> tuple[str, int, Marks]:
    """Return the SHA-256 and size of what was read and all that follows, a piece at a time."""
    sha256, size, marks = hashlib.sha256(), 0, Marks()
    piece = begun or file.read(_PIECE)
    while piece:
        sha256.update(piece)
        size += len(piece)
        marks.look(piece)
        piece = file.read(_PIECE)
    return sha256.hexdigest(), size, marks
