"""Finding terms in a text: whole words in one sentence, and what "not" before them does.

A text is taken as its words: capitals, apostrophes and hyphens make no difference ("self-harm" is
two words, "don't" is "dont"). A term is a row of words too, in which

- `a|b` is one word or the other,
- `word*` is any word that begins so,
- `...` is up to six other words, or none.

A term never reaches over the end of a sentence. One of a threat or a meeting does not count where
"not", "never", "no", "nobody", "without" or a word such as "isn't" stands among the three words
before it, or inside it. Words about hurting oneself always count: whoever writes "I do not want to
kill myself" should be read first as well.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

GAP = "..."
MOST_BETWEEN = 6
LOOKS_BACK = 3
NOT = frozenset({"not", "never", "no", "nobody", "without", "cannot"}) | frozenset(
    {
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "dont",
        "doesnt",
        "didnt",
        "hasnt",
        "havent",
        "hadnt",
        "wont",
        "wouldnt",
        "couldnt",
        "shouldnt",
        "cant",
        "mustnt",
    }
)
_WORD = re.compile(r"[^\W_]+(?:['\u2018\u2019][^\W_]+)*|[.!?;\n]+")
_APOSTROPHES = re.compile(r"['\u2018\u2019]")
_APOSTROPHES_IN_WORDS = re.compile(r"(?<=[^\W_])['\u2018\u2019](?=[^\W_])")
# Words of every report: another part of a term says sooner that it is not there.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a and any at be do does for from going has have he her him his i in is it me my not now "
        "of on or she so that the them they this to today tonight up us want wanted wants was way "
        "we will with you your own all right",
    )
)


class Kind(StrEnum):
    """What a term is about."""

    THREAT = "threat"
    MEETING = "meeting"
    SELF_HARM = "self_harm"


@dataclass(frozen=True)
class Term:
    """One line of the list."""

    term: str
    kind: Kind
    why: str
    example: str
    false_alarm: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Match:
    """Where a term stands in a text, as it is written there."""

    term: str
    kind: Kind
    why: str
    words: str
    begins: int
    ends: int


@dataclass(frozen=True)
class _Word:
    text: str
    begins: int
    ends: int


def parts_of(term: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of a term, each as its alternatives; a gap is a part of its own."""
    return tuple(tuple(part.split("|")) for part in term.casefold().split())


def find(text: str, terms: Iterable[Term]) -> list[Match]:
    """Return every place where one of the terms stands, each term once in a sentence."""
    begins = _Beginnings.of(tuple(terms))
    if not begins.may_be_in(text):
        return []
    found = []
    for sentence in _sentences(text):
        places: dict[str, tuple[Term, int, int]] = {}
        for at, word in enumerate(sentence):
            for term in begins.with_word(word.text):
                end = None if term.term in places else _end(term.parts, sentence, at)
                if end is not None and not _is_denied(term, sentence, at, end):
                    places[term.term] = term, at, end
        for term, first, last in places.values():
            a, b = sentence[first].begins, sentence[last].ends
            found.append(Match(term.term, term.kind, term.why, text[a:b], a, b))
    return sorted(found, key=lambda match: (match.begins, match.ends, match.term))


@dataclass(frozen=True)
class _Beginnings:
    """The terms by how they begin, so that most words of a text are looked at once."""

    whole: dict[str, list[Term]]
    prefixes: list[tuple[str, Term]]
    # A word of each term, the least common one, in one expression over all of them.
    telling: re.Pattern[str]

    @staticmethod
    @lru_cache(maxsize=8)
    def of(terms: tuple[Term, ...]) -> "_Beginnings":
        whole: dict[str, list[Term]] = {}
        prefixes = []
        for term in terms:
            for one in term.parts[0]:
                if one.endswith("*"):
                    prefixes.append((one[:-1], term))
                else:
                    whole.setdefault(one, []).append(term)
        return _Beginnings(whole, prefixes, _telling(terms))

    def may_be_in(self, text: str) -> bool:
        """Say whether a text has a word without which none of the terms can be in it.

        Nearly no text has, and that is found without taking it apart into words.
        """
        plain = text.casefold().replace("_", " ")
        return self.telling.search(_APOSTROPHES_IN_WORDS.sub("", plain)) is not None

    def with_word(self, word: str) -> list[Term]:
        found = self.whole.get(word, [])
        return found + [term for begin, term in self.prefixes if word.startswith(begin)]


def _telling(terms: Iterable[Term]) -> re.Pattern[str]:
    """Return what finds the least common part of each term, as a word or the beginning of one."""
    found: dict[str, None] = {}
    for term in terms:
        parts = [part for part in term.parts if part != (GAP,)]
        found |= dict.fromkeys(sorted(parts, key=_how_telling)[-1])
    words = sorted(
        re.escape(one[:-1]) if one.endswith("*") else rf"{re.escape(one)}\b" for one in found
    )
    return re.compile(rf"\b(?:{'|'.join(words)})" if words else r"(?!)")


def _how_telling(part: tuple[str, ...]) -> tuple[bool, int]:
    words = [one.rstrip("*") for one in part]
    return not _COMMON & set(words), min(map(len, words))


def _sentences(text: str) -> list[list[_Word]]:
    sentences: list[list[_Word]] = [[]]
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0] in ".!?;\n":
            sentences.append([])
        else:
            plain = _APOSTROPHES.sub("", word).casefold()
            sentences[-1].append(_Word(plain, match.start(), match.end()))
    return [sentence for sentence in sentences if sentence]


def _end(parts: tuple[tuple[str, ...], ...], sentence: Sequence[_Word], at: int) -> int | None:
    """Return where the parts end if they begin at this word, the nearest end if there are more."""
    if not parts:
        return at - 1
    if parts[0] == (GAP,):
        ends = (_end(parts[1:], sentence, at + between) for between in range(MOST_BETWEEN + 1))
        return next((end for end in ends if end is not None), None)
    if at < len(sentence) and any(_fits(one, sentence[at].text) for one in parts[0]):
        return _end(parts[1:], sentence, at + 1)
    return None


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _is_denied(term: Term, sentence: Sequence[_Word], begin: int, end: int) -> bool:
    if term.kind == Kind.SELF_HARM:
        return False
    around = sentence[max(0, begin - LOOKS_BACK) : end + 1]
    return any(word.text in NOT for word in around)
