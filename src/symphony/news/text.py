"""The text of a release: paragraphs in which figures, the period and the operation are put.

`{figure:1}` stands for the first chosen figure, `{period}` for the release's days, `{operation}`
for the operation's name. Nothing else stands in braces, and no number is ever typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"\{(?:figure:([1-9][0-9]?)|(period|operation))\}")
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")

# What may touch a figure; two figures with nothing between them would read as one number.
_MAY_OPEN, _MAY_CLOSE = frozenset("(“\"'"), frozenset(".,;:!?)’”\"'")
_FIGURE_NEXT = re.compile(r"\s*\{figure:")

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MORE = "zero couple dozen dozens hundred hundreds thousand thousands million millions"
_NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(f'{_UNITS} {_TENS} {_MORE}'.split())}|scores of)\b", re.IGNORECASE
)
# Twelve months and ten-year are lengths of time; no one, one another and one-off count nothing.
_LENGTH_OF_TIME = re.compile(r"[\s-]+(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
_COUNTS_NOTHING_AFTER = re.compile(r"(?:another|-off|-to-one)\b")
_COUNTS_NOTHING_BEFORE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|which|the|another)[\s-]+$", re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """Where a chosen figure goes, by its number in the release."""

    position: int
    begins_sentence: bool


Piece = str | Place


def tidy(text: str) -> str:
    """Return a text as it is stored: line breaks alike, no spaces at the ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a body, which empty lines part."""
    parts = (" ".join(part.split()) for part in _BETWEEN_PARAGRAPHS.split(tidy(body)))
    return [part for part in parts if part]


def places(title: str, body: str) -> list[tuple[str, str]]:
    """Return the title and the paragraphs, each with the name of its place."""
    named = [("the title", " ".join(title.split()))]
    return named + [
        (f"paragraph {number}", part) for number, part in enumerate(paragraphs(body), start=1)
    ]


def pieces(text: str, *, period: str, operation: str) -> list[Piece]:
    """Return a paragraph or title as plain text and the places of figures, in order."""
    found: list[Piece] = []
    before, last = "", 0
    for match in _PLACE.finditer(text):
        before += text[last : match.start()]
        last = match.end()
        if match[2]:
            before += period if match[2] == "period" else operation
            continue
        starts = not before.strip() and not found
        starts = starts or before.rstrip(" “\"'(").endswith((".", "?", ":"))
        if before:
            found.append(before)
        found.append(Place(int(match[1]), starts))
        before = ""
    before += text[last:]
    return [*found, before] if before else found


def plain(text: str, *, words: Mapping[int, str], period: str, operation: str) -> str:
    """Return a text with everything put in, as one line without links."""
    said = [
        piece if isinstance(piece, str) else in_words(piece, words)
        for piece in pieces(text, period=period, operation=operation)
    ]
    return "".join(said)


def in_words(place: Place, words: Mapping[int, str]) -> str:
    """Return what stands at a figure's place, with a capital where a sentence begins."""
    said = words[place.position]
    return said[:1].upper() + said[1:] if place.begins_sentence else said


def without_places(text: str) -> str:
    """Return a text with nothing put in: for addresses, which hold no number of a draft."""
    return _PLACE.sub(" ", text)


def positions(texts: Iterable[str]) -> set[int]:
    """Return the numbers of the figures that the texts name."""
    return {int(match[1]) for text in texts for match in _PLACE.finditer(text) if match[1]}


def names(word: str, text: str) -> bool:
    """Say whether the text has `{period}` or `{operation}` in it."""
    return any(match[2] == word for match in _PLACE.finditer(text))


def typed_number(text: str) -> str:
    """Return the first number that was typed, in signs or in words, or nothing."""
    written = _PLACE.sub(" ", text)
    for match in re.finditer(r"\S+", written):
        if any(_is_number_sign(sign) for sign in match[0]):
            return match[0].strip(".,;:!?()“”\"'")
    for match in _NUMBER_WORD.finditer(written):
        if not _counts_nothing(written, match):
            return match[0]
    return ""


def stray_brace(text: str) -> bool:
    """Say whether a brace stands where nothing is put in."""
    return any(sign in _PLACE.sub("", text) for sign in "{}")


def touching(text: str) -> str:
    """Return the first figure that something touches which would make another number of it."""
    for match in _PLACE.finditer(text):
        if match[1] and not _stands_alone(text[: match.start()], text[match.end() :]):
            return match[0]
    return ""


def _stands_alone(before: str, after: str) -> bool:
    apart = not before or before[-1].isspace() or before[-1] in _MAY_OPEN
    ended = not after or after[0].isspace() or after[0] in _MAY_CLOSE
    return apart and ended and not _FIGURE_NEXT.match(after)


def _is_number_sign(sign: str) -> bool:
    """Digits of any script, fractions, circled and Roman numerals."""
    return unicodedata.category(sign).startswith("N")


def _counts_nothing(text: str, match: "re.Match[str]") -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _LENGTH_OF_TIME.match(after):
        return True
    if match[0].lower() != "one":
        return False
    return bool(
        _COUNTS_NOTHING_AFTER.match(after.lstrip()) or _COUNTS_NOTHING_BEFORE.search(before)
    )
