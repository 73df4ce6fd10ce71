"""Reading a zip entry by entry, in memory, within limits, and never onto the disk.

A zip that cannot be read, or that is made to do harm (a bomb, overlapping entries), is refused as
one file. Where only an entry is bad (encrypted, corrupt, a link, media, another zip, a name that
leads out of the folder or comes twice) only that entry is refused.
"""

import hashlib
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import IO

from symphony.referrals import contents
from symphony.referrals.found import Found, read, shown
from symphony.referrals.neighbours import ZipNeighbours
from symphony.referrals.refusals import Refusal, Refused

MOST_ENTRIES = 50_000
_MOST_DIRECTORY = 32_000_000
_MOST_UNPACKED = 4_000_000_000
# Deflate cannot do better than 1,032 to 1; text of reports does about 20 to 1.
_MOST_PACKED = 200
_SMALL = 1_000_000

_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def entries(file: IO[bytes], name: str) -> Iterator[Found]:
    """Return every file in the zip, in the order in which they lie there.

    :raises Refused: before anything is read, if the zip as a whole is not to be read
    """
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
        listed = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    except _BROKEN as error:
        raise _refused(
            "zip_unreadable", "The zip cannot be read: it is damaged or cut off."
        ) from error
    found = [entry for entry in listed if not (entry.is_dir() and entry.file_size == 0)]
    _check_entries(found)
    return _each(archive, file, found, name)


def count(path: Path) -> int:
    """Return how many files a zip lists; 1 for any other file, or a zip that cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return 1
        with path.open("rb") as file:
            if not contents.is_zip(file.read(4)):
                return 1
            _check_directory(file)
            with zipfile.ZipFile(file) as archive:
                return sum(not entry.is_dir() for entry in archive.infolist()) or 1
    except (Refused, *_BROKEN):
        return 1


def _refused(code: str, reason: str) -> Refused:
    return Refused(Refusal(code, f"{reason} None of it was read; ask the sender for it again."))


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a list of contents too long to be held, before it is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise _refused("zip_unreadable", "The zip cannot be read: its end is missing.")
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    longer = tail.rfind(b"PK\x06\x06", 0, at)
    if longer >= 0 and (count == 0xFFFF or length == 0xFFFFFFFF) and len(tail) >= longer + 48:
        count, length = struct.unpack("<QQ", tail[longer + 32 : longer + 48])
    if count > MOST_ENTRIES or length > _MOST_DIRECTORY:
        raise _refused(
            "zip_too_many", f"The zip has {count:,} entries; the limit is {MOST_ENTRIES:,}."
        )


def _check_entries(found: list[zipfile.ZipInfo]) -> None:
    if not found:
        raise _refused("zip_empty", "The zip is empty.")
    if len(found) > MOST_ENTRIES:
        raise _refused(
            "zip_too_many", f"The zip has {len(found):,} entries; the limit is {MOST_ENTRIES:,}."
        )
    if any(entry.filename == "[Content_Types].xml" for entry in found):
        raise Refused(
            Refusal(
                "binary",
                "This is an Office document, not a report. What is in it cannot be told, so its"
                " bytes were not kept. Send the report as a document of text.",
            )
        )
    if all(entry.flag_bits & _ENCRYPTED for entry in found):
        raise _refused("zip_encrypted", "The zip is locked with a password.")
    if sum(entry.file_size for entry in found) > _MOST_UNPACKED or any(map(_is_bomb, found)):
        raise _refused("zip_bomb", "The zip unpacks to far more than reports would.")
    for entry, following in pairwise(found):
        if entry.header_offset + entry.compress_size > following.header_offset:
            raise _refused("zip_bomb", "Entries of the zip lie inside each other.")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_SMALL, _MOST_PACKED * entry.compress_size)


def _each(
    archive: zipfile.ZipFile, file: IO[bytes], found: list[zipfile.ZipInfo], name: str
) -> Iterator[Found]:
    folders = _folders(archive, found, name)
    seen: set[str] = set()
    for entry in found:
        neighbours = folders[entry.filename.rpartition("/")[0]]
        label = f"{name}/{shown(entry.filename)}"
        refusal = _refusal(entry, seen)
        seen.add(entry.filename.casefold())
        if refusal and refusal.code in {"zip_encrypted", "link"}:
            yield _as_stored(file, entry, label, neighbours, refusal)
            continue
        try:
            with archive.open(entry) as opened:
                one = read(opened, label, neighbours)
        except _BROKEN:
            refusal = Refusal(
                "zip_entry_unreadable",
                "This entry of the zip is damaged and cannot be unpacked. Ask the sender for it"
                " again. The SHA-256 is of the entry as it lies in the zip.",
            )
            yield _as_stored(file, entry, label, neighbours, refusal)
            continue
        yield replace(one, refusal=one.refusal or refusal)


def _folders(
    archive: zipfile.ZipFile, found: list[zipfile.ZipInfo], name: str
) -> dict[str, ZipNeighbours]:
    inside: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for entry in found:
        folder, _, own = entry.filename.rpartition("/")
        inside.setdefault(folder, {})[own] = entry
    zip_name = name.rpartition("/")[2]
    return {
        folder: ZipNeighbours(archive, folder.rpartition("/")[2] or zip_name, names)
        for folder, names in inside.items()
    }


def _refusal(entry: zipfile.ZipInfo, seen: set[str]) -> Refusal | None:
    """Return why an entry is not to be imported, by its name and kind alone."""
    if entry.flag_bits & _ENCRYPTED:
        return Refusal(
            "zip_encrypted",
            "This entry of the zip is locked with a password. Ask the sender for it unlocked.",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Refusal("link", "This entry of the zip is a link. Links are not followed.")
    if _LEADS_OUT.search(entry.filename):
        return Refusal(
            "zip_entry_name",
            "The name of this entry leads out of the zip's own folder, as no proper program"
            " writes it. Nothing was written to disk. Ask the sender where it came from.",
        )
    if entry.filename.casefold() in seen:
        return Refusal(
            "zip_entry_name",
            "The zip has another entry of this name before this one, so it is not certain which"
            " is meant. Ask the sender.",
        )
    return None


def _as_stored(
    file: IO[bytes],
    entry: zipfile.ZipInfo,
    label: str,
    neighbours: ZipNeighbours,
    refusal: Refusal,
) -> Found:
    """Return an entry that cannot be unpacked, known by its bytes as they lie in the zip."""
    file.seek(entry.header_offset)
    sha256 = hashlib.sha256()
    left = 30 + len(entry.filename.encode()) + entry.compress_size
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        sha256.update(piece)
        left -= len(piece)
    return Found(label, sha256.hexdigest(), entry.compress_size, None, refusal, neighbours)
