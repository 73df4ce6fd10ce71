"""How hard a page is to read, by the formula of Flesch and Kincaid, and how its parts lie."""

import html
import re
from dataclasses import dataclass

_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Part:
    """A heading with the markup below it."""

    level: int
    words: str
    markup: str


def plain(markup):
    """The words of markup, with a full stop after each block, as they are read aloud."""
    ended = re.sub(r"(?<![.?!:])\s*</(p|li|h\d|button)>", ". ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", ended)).split())


def main_of(response):
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def parts(response):
    """Every heading of the page's main part, in order, with what stands below it."""
    main = main_of(response)
    found = list(re.finditer(r"<h(\d)[^>]*>(.*?)</h\1>", main, re.S))
    ends = [one.start() for one in found[1:]] + [len(main)]
    return [
        Part(int(one[1]), plain(one[2]).rstrip("."), main[one.end() : end])
        for one, end in zip(found, ends, strict=True)
    ]


def syllables(word):
    """About how many syllables a word has: groups of vowels, but for a silent e at the end."""
    word = word.lower()
    if word.endswith("e") and not word.endswith(("le", "ee", "ie", "oe", "ye")):
        word = word[:-1]
    return max(1, len(_VOWELS.findall(word)))


def grade(words):
    """The American school year in which a text is understood; add 5 for a reading age."""
    sentences = [one for one in re.split(r"[.?!:]+(?:\s|$)", words) if re.search(r"[A-Za-z]", one)]
    found = re.findall(r"[A-Za-z][A-Za-z'’-]*", words)
    return (
        0.39 * len(found) / len(sentences)
        + 11.8 * sum(syllables(word) for word in found) / len(found)
        - 15.59
    )
