"""The text of a release: its paragraphs, and the places in it where a figure is put."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# {figure:1}, {period}, {operation}
PLACEHOLDER = re.compile(r"\{(?:figure:(?P<figure>[1-9][0-9]{0,2})|period|operation)\}")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_ENDS = re.compile(r"[.!?][’”\"')]*\s*$")


@dataclass(frozen=True)
class Passage:
    """The title or one paragraph, with where it stands and which field it was written in."""

    place: str
    field: str
    text: str


@dataclass(frozen=True)
class FigureHere:
    """That a figure stands here, and whether it begins a sentence."""

    position: int
    begins_sentence: bool


@dataclass(frozen=True)
class WordHere:
    """That the operation's name or the days stand here."""

    name: str


Part = str | FigureHere | WordHere


def one_line(text: str) -> str:
    """Return the text with every run of blanks and line ends as one space."""
    return " ".join(text.split())


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs, which are parted by blank lines."""
    parted = _BLANK_LINE.split(body.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for part in parted if (line := one_line(part))]


def passages(title: str, body: str) -> Iterator[Passage]:
    """Go through the title and the paragraphs."""
    yield Passage("the title", "title", one_line(title))
    for number, text in enumerate(paragraphs(body), start=1):
        yield Passage(f"paragraph {number}", "body", text)


def parts(text: str) -> list[Part]:
    """Take a text apart into plain text and placeholders."""
    found: list[Part] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        if before := text[end : match.start()]:
            found.append(before)
        if number := match["figure"]:
            so_far = text[: match.start()]
            begins = not so_far.strip() or bool(_SENTENCE_ENDS.search(so_far))
            found.append(FigureHere(int(number), begins))
        else:
            found.append(WordHere(match[0].strip("{}")))
        end = match.end()
    if rest := text[end:]:
        found.append(rest)
    return found


def figures_named(title: str, body: str) -> set[int]:
    """Return the positions of the figures that the text names."""
    return {
        part.position
        for passage in passages(title, body)
        for part in parts(passage.text)
        if isinstance(part, FigureHere)
    }
