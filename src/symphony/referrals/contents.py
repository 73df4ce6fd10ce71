"""Telling media, archives and other binary files from text, by their first bytes.

Media is never kept, in quarantine or anywhere else. Nor is any other binary file: what is in it
cannot be told, so it is treated as if it were media.
"""

import re

HEAD = 512
"""How many first bytes `binary_kind` needs."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF or raw picture"),
    (b"MM\x00*", "a TIFF or raw picture"),
    (b"\x00\x00\x01\x00", "an icon picture"),
    (b"8BPS", "a Photoshop picture"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"FLV\x01", "a Flash video"),
    (b"\x00\x00\x01\xba", "an MPEG video"),
    (b"\x00\x00\x01\xb3", "an MPEG video"),
    (b"0&\xb2u\x8ef\xcf\x11", "a Windows Media file"),
    (b".RMF", "a RealMedia file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC sound file"),
    (b"#!AMR", "an AMR sound file"),
    (b"MThd\x00\x00", "a MIDI sound file"),
)
_OTHER_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"MSCF\x00\x00", "a cabinet archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document"),
    (b"\x00\x05\x16\x00", "an Apple resource file"),
    (b"\x00\x05\x16\x07", "an Apple resource file"),
    (b"\x00\x00\x00\x01Bud1", "a Mac folder's settings file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_BOX = re.compile(rb"....(?:ftyp|moov|mdat|wide|skip|pnot|moof)", re.DOTALL)
_TAGGED_SOUND = re.compile(rb"ID3[\x02-\x04].|FORM....AIF[FC]", re.DOTALL)
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
_MPEG_SOUND = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb][\x10-\xeb]")
_RIFF = {b"WEBP": "a WebP picture", b"AVI ": "an AVI video", b"WAVE": "a WAV sound file"}


def media_kind(head: bytes) -> str:
    """Return what kind of picture, video or sound file starts like this, or nothing."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and len(head) >= 12:
        return _RIFF.get(head[8:12], "a RIFF media file")
    if _TAGGED_SOUND.match(head):
        return "an MP3 or AIFF sound file"
    if _BOX.match(head):
        return "an MP4, QuickTime or HEIC file"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "a bitmap picture"
    if _MPEG_SOUND.match(head) and b"<" not in head:
        return "an MP3 sound file"
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return "an MPEG transport stream"
    if head[128:132] == b"DICM":
        return "a DICOM picture"
    return ""


def binary_kind(head: bytes) -> str:
    """Return what kind of archive, document or program starts like this, or nothing."""
    for start, kind in _OTHER_STARTS:
        if head.startswith(start):
            return kind
    if _BZIP2.match(head):
        return "a bzip2 archive"
    return "a tar archive" if head[257:262] == b"ustar" else ""


def is_zip(head: bytes) -> bool:
    """Tell whether a file starts as a zip does (also one without entries)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def looks_binary(text: str) -> bool:
    """Tell whether decoded text is really bytes: many control characters of many kinds.

    Chat logs hold the odd colour code; bytes of a file use nearly all of the 29 codes.
    """
    found = _CONTROLS.findall(text)
    return len(found) > 32 and len(set(found)) >= 10
