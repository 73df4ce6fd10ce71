"""Finding the bytes of a file inside a text, so that they are cut out and never kept.

What counts as file bytes:

* a `data:` address with a media type or `;base64`, and anything behind its comma;
* base64 (also the URL-safe alphabet) that begins as a picture, video, sound, PDF or archive does,
  from 40 signs on, unbroken or wrapped in lines of equal length;
* base64, base58 or base32 without such a beginning from 512 signs on, if it has letters, digits
  and at least 20 different signs (from 2,048 on capitals, small letters and digits are enough):
  unbroken, in lines of at least 60, or in equal lines of at least 40 with a padded end;
* hexadecimal of 256 signs or more that is not as long as a hash, and any that begins as a file
  does and is not; also in pairs ("ff d8 ff e0");
* uuencode and yEnc, as newsgroups use them.

What does not: hashes (by their length, PhotoDNA's 192 signs of base64 included), web addresses
with long tokens, signed tokens (JWT), push tokens, repeated letters, long words, lists of these.
Line breaks, spaces, tags without attributes, comments, CDATA marks and character references
between or inside the pieces of a run do not hide it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

MARKER = "[file bytes removed: {:,} characters]"

_SHORTEST_BEGUN = 40
_SHORTEST_PLAIN = 512
_SHORTEST_MONOTONOUS = 2_048
_SHORTEST_HEX = 256
_SHORTEST_LINE = 60
_SHORTEST_EQUAL_LINE = 40

# CRC-32, CRC-64, MD5, SHA-1, SHA-224, SHA-256 and PDQ, SHA-384, SHA-512, PhotoDNA.
_HASH_LENGTHS = frozenset({8, 16, 32, 40, 56, 64, 96, 128, 288})
_PHOTODNA_BASE64 = 192

_RUN = "A-Za-z0-9+/_-"
_BREAK = (
    r"(?:\s|\\[rnt]|</?[A-Za-z][\w:.-]{0,80}\s?/?>|<!--.{0,200}?-->|<!\[CDATA\[|\]\]>"
    r"|&#(?:0*(?:9|10|13|32)|[xX]0*(?:9|[aA]|[dD]|20));)+"
)
_PIECE = re.compile(rf"(?<![{_RUN}])[{_RUN}]{{16,}}")
_SIGNS = re.compile(rf"[{_RUN}]*")
_PADDING = re.compile("={1,2}")
_NEXT = re.compile(rf"{_BREAK}([{_RUN}]+)", re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]+\Z")
_WEB_ADDRESS = re.compile(r"://[^\s<>\"']{0,4096}")
_TOKEN = re.compile(r"eyJ[\w-]{8,400}\.[\w-]{2,4000}\.[\w-]{0,1400}(?![\w-])")
_DATA_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])data\s{0,9}(?::|%3A)\s{0,9}(?P<kind>[a-z]{1,40}(?:/|%2F)[a-z0-9.+*-]{1,99})?"
    r"(?:\s{0,9}(?:;|%3B)\s{0,9}(?!base64)[a-z0-9-]{1,40}(?:=|%3D)[^;,\s<>\"']{0,100}){0,9}"
    r"(?P<base64>\s{0,9}(?:;|%3B)\s{0,9}base64)?\s{0,9}(?:,|%2C)(?P<payload>(?!\.\.|…)[^\s<>\"')]+)",
    re.IGNORECASE,
)
_UUENCODE = re.compile(r"begin [0-7]{3,4} \S[^\n<]*\nM[^\n<]{40,}\n[^<]*?(?:\nend\b|(?=<)|\Z)")
_YENC = re.compile(r"=ybegin [^\n<]{0,99}line=\d+[^<]*?(?:=yend[^\n<]*|(?=<)|\Z)")
_PAIRS = re.compile(
    r"(?<!\w)[0-9A-Fa-f]{2}([ ,%])(?:[0-9A-Fa-f]{2}(?:\1|\r?\n)){14,}[0-9A-Fa-f]{2}(?!\w)"
    r"|(?<!\w)[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\2){14,}[0-9A-Fa-f]{2}(?!\w)"
)
_REFERENCE = re.compile(r"&#(?:0*([0-9]{1,3})|[xX]0*([0-9A-Fa-f]{1,2}));")

# How base64 of the usual files begins.
_BEGINNING = re.compile(
    r"(?:/9j/|(?<![\w+/-])_9j_)[2467wx/_A]|iVBORw0KGg|R0lGOD[dl]h|AAAA[\w+/-]{2}Z0eX|GkXfo|JVBERi0|UEsDB|H4sIA|N3q8ryc"
    r"|UmFyIRoH|SUkqA|TU0AK|T2dnUw|SUQz[AB]|RkxWAQ|Qk[0-3][\w+/-]{5}AAAA"
    r"|UklGR[\w+/-]{7}(?:RUJQ|Vkkg|QVZF)"
)
_HEX_BEGINNING = re.compile(
    r"ffd8ff|89504e470d0a1a0a|47494638[37]|52494646|255044462d|504b0304|1a45dfa3|000000..66747970",
    re.IGNORECASE,
)

# The first, cheap look: a long run of the alphabet becomes a long run of one letter.
_ONE_LETTER = bytes(
    0x41 if code < 128 and (chr(code).isalnum() or chr(code) in "+/_-") else 0x20
    for code in range(256)
)
_HEX_AND_GAPS = bytes(
    0x68 if chr(code) in "0123456789abcdefABCDEF" else 0x20 if chr(code) in " ,%:-\n" else 0x2E
    for code in range(256)
)
_LONG_RUN = b"A" * 40
_MANY_PAIRS = b"hh " * 14
_BEGINNINGS_IN_SHORT_LINES = (b"/9j/", b"iVBO", b"R0lG")


def cut_out(text: str) -> tuple[str, int] | None:
    """Return the text with all file bytes replaced by a marker, and where the first began.

    Returns None where there are none.
    """
    for candidate in (text, _without_references(text)):
        if spans := _merged(_find(candidate)):
            return _replaced(candidate, spans), spans[0][0]
    return None


def _find(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of file bytes, with a cheap look before each of the thorough ones."""
    data = text.encode("utf-8", "replace")
    if _LONG_RUN in data.translate(_ONE_LETTER) or any(
        beginning in data for beginning in _BEGINNINGS_IN_SHORT_LINES
    ):
        yield from _runs(text)
    if b"data" in data.lower():
        yield from _data_addresses(text)
    if _MANY_PAIRS in data.translate(_HEX_AND_GAPS):
        yield from (match.span() for match in _PAIRS.finditer(text) if _pairs_are_bytes(match))
    if b"begin " in data:
        yield from (match.span() for match in _UUENCODE.finditer(text))
    if b"=ybegin" in data:
        yield from (match.span() for match in _YENC.finditer(text))


def _data_addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _DATA_ADDRESS.finditer(text):
        if match["kind"] or match["base64"]:
            end = _run_from(text, match.start("payload")).end
            yield match.start(), max(match.end(), end)


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces of the alphabet that belong together, with where each begins."""

    pieces: list[tuple[int, str]]
    end: int
    padded: bool


def _run_from(text: str, start: int) -> _Run:
    """Return the run that begins here, and goes on in equal or in long lines."""
    first = _SIGNS.match(text, start)
    assert first is not None
    pieces, end, width = [(start, first[0])], first.end(), len(first[0])
    while width and (following := _NEXT.match(text, end)):
        line = following[1]
        equal = len(line) == width
        long = min(width, len(line)) >= _SHORTEST_LINE
        last = len(line) < width and not long
        if not (equal or long) and not (last and _is_remainder(text, following)):
            break
        pieces.append((following.start(1), line))
        end = following.end()
        if last:
            break
    padding = _PADDING.match(text, end)
    return _Run(pieces, padding.end() if padding else end, padding is not None)


def _is_remainder(text: str, following: re.Match[str]) -> bool:
    """Tell the last, shorter line of a run from a word of the sentence behind it."""
    last = following[1]
    mixed = not (last.islower() or last.istitle() or last.isupper())
    return text.startswith("=", following.end()) or mixed or any(sign.isdigit() for sign in last)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    spared = sorted(
        match.span() for pattern in (_WEB_ADDRESS, _TOKEN) for match in pattern.finditer(text)
    )
    position = 0
    while piece := _PIECE.search(text, position):
        before = bisect_right(spared, (piece.start(), len(text))) - 1
        if before >= 0 and piece.start() < spared[before][1]:
            begun = _BEGINNING.search(piece[0])
            if begun and len(piece[0]) - begun.start() >= _SHORTEST_BEGUN:
                yield piece.start() + begun.start(), piece.end()
            position = piece.end()
            continue
        run = _run_from(text, piece.start())
        start = _start_of_bytes(run)
        if start is not None:
            yield start, run.end
        position = run.end


def _start_of_bytes(run: _Run) -> int | None:
    """Return where in the run the bytes of a file begin, if they do."""
    joined = "".join(signs for _, signs in run.pieces)
    if _HEX.match(joined):
        return run.pieces[0][0] if _hex_is_bytes(run, joined) else None
    left = len(joined)
    for start, signs in run.pieces:
        begun = _BEGINNING.search(signs)
        if begun and left - begun.start() >= _SHORTEST_BEGUN:
            return start + begun.start()
        left -= len(signs)
    return run.pieces[0][0] if _looks_encoded(run, joined) else None


def _looks_encoded(run: _Run, joined: str) -> bool:
    if len(joined) < _SHORTEST_PLAIN:
        return False
    width = len(run.pieces[0][1])
    if len(run.pieces) > 1:
        if width == _PHOTODNA_BASE64 or width < _SHORTEST_EQUAL_LINE:
            return False
        if width < _SHORTEST_LINE and not (run.padded and len(run.pieces[-1][1]) < width):
            return False
    different = set(joined)
    digits = any(sign.isdigit() for sign in different)
    small = any(sign.islower() for sign in different)
    capital = any(sign.isupper() for sign in different)
    if digits and (small or capital) and len(different) >= 20:
        return True
    return len(joined) >= _SHORTEST_MONOTONOUS and digits and small and capital


def _hex_is_bytes(run: _Run, joined: str) -> bool:
    first = run.pieces[0][1]
    if _HEX_BEGINNING.match(first):
        return len(run.pieces) > 1 or len(first) not in _HASH_LENGTHS
    if joined.isdecimal() or len(set(joined)) < 8 or len(first) in _HASH_LENGTHS:
        return False
    return len(joined) >= _SHORTEST_HEX


def _pairs_are_bytes(match: re.Match[str]) -> bool:
    """Tell pairs of hexadecimal that are a file from a percent-encoded word or some numbers."""
    signs = re.sub(r"[^0-9A-Fa-f]", "", match[0])
    if _HEX_BEGINNING.match(signs):
        return True
    if len(signs) < _SHORTEST_HEX or signs.isdecimal():
        return False
    if match[1] != "%":
        return True
    try:
        bytes.fromhex(signs).decode()
    except UnicodeDecodeError:
        return True
    return False


def _without_references(text: str) -> str:
    """Write out character references that could hide a run: letters, digits, signs, breaks."""

    def plain(match: re.Match[str]) -> str:
        sign = chr(int(match[1]) if match[1] else int(match[2], 16))
        hiding = sign.isascii() and (sign.isalnum() or sign in "+/=_-:;,. \t\r\n")
        return sign if hiding else match[0]

    return _REFERENCE.sub(plain, text) if "&#" in text else ""


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _replaced(text: str, spans: list[tuple[int, int]]) -> str:
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], MARKER.format(end - start)]
        position = end
    return "".join([*parts, text[position:]])
