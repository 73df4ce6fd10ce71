"""What a message to a reporter may not say: the reporter may be the person involved.

A message is read for words of police activity (`tip_off_terms.csv`, which anyone may read and a
unit may change) and for what is known of the case: names, accounts, numbers, addresses, dates.
Every finding says why. It is a warning to the officer who writes; it cannot tell that a message is
safe, and misses what is said in other words.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from symphony.cases.tip_off_secrets import Secret
from symphony.cases.tip_off_words import as_read, dates_in, says_when, says_who
from symphony.core import references

TERMS = Path(__file__).parent / "tip_off_terms.csv"
COLUMNS = ["term", "only_with", "unless", "why"]
CONDITIONS: dict[str, Callable[[str], bool]] = {"who": says_who, "when": says_when}


class BadTerms(Exception):
    """The file of terms says something that cannot be meant: which row, and why."""


@dataclass(frozen=True)
class Finding:
    """Words of a message that may reveal something, and what they may reveal."""

    words: str
    why: str


@dataclass(frozen=True)
class Term:
    """One row of the file."""

    pattern: re.Pattern[str]
    only_with: tuple[str, ...]
    unless: re.Pattern[str] | None
    why: str

    def found_in(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Go through the places where the sentence says it, and means it as far as can be told."""
        if not all(CONDITIONS[name](sentence) for name in self.only_with):
            return
        harmless = [found.span() for found in self.unless.finditer(sentence)] if self.unless else []
        for found in self.pattern.finditer(sentence):
            begins, ends = found.span()
            if not any(first <= begins and ends <= last for first, last in harmless):
                yield begins, ends


@lru_cache(maxsize=4)
def terms(file: Path = TERMS) -> tuple[Term, ...]:
    """Return the terms.

    :raises BadTerms: with row and reason, if the file is not whole and sound
    """
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadTerms(f"{file.name} cannot be read: {error}") from error
    if not rows or reader.fieldnames != COLUMNS:
        raise BadTerms(f"{file.name} must have rows and these columns: {', '.join(COLUMNS)}.")
    seen: set[tuple[str, str]] = set()
    return tuple(
        _term(row, place=f"{file.name}, row {number}", seen=seen)
        for number, row in enumerate(rows, start=2)
    )


def _term(row: dict[str, str], *, place: str, seen: set[tuple[str, str]]) -> Term:
    if None in row or None in row.values():
        raise BadTerms(f"{place} has too many or too few cells.")
    only_with = tuple(filter(None, row["only_with"].split("&")))
    if strange := set(only_with) - CONDITIONS.keys():
        raise BadTerms(f"{place}: only_with cannot be {sorted(strange)}.")
    if not row["why"].strip():
        raise BadTerms(f"{place}: why is empty.")
    for phrase in row["term"].split("|"):
        if (phrase, row["only_with"]) in seen:
            raise BadTerms(f"{place}: “{phrase}” stands there more than once.")
        seen.add((phrase, row["only_with"]))
    return Term(
        pattern=_pattern(row["term"], place=place),
        only_with=only_with,
        unless=_pattern(row["unless"], place=place) if row["unless"] else None,
        why=row["why"].strip(),
    )


def _pattern(phrases: str, *, place: str) -> re.Pattern[str]:
    """Return what finds any of the phrases, as whole words; `*` is any ending."""
    found = []
    for phrase in phrases.split("|"):
        words = phrase.split()
        if not words or any(not re.fullmatch(r"[\w'-]+\*?", word) for word in words):
            raise BadTerms(f"{place}: “{phrase}” is not made of words.")
        found.append(r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE)


def findings(text: str, *, secrets: Iterable[Secret], own_reference: str) -> list[Finding]:
    """Return what in the message may reveal police activity or what is known, in its order.

    :param own_reference: the reporter's own, which they know
    """
    text = as_read(text)
    found = [
        *_terms_in(text),
        *_operations_in(text),
        *_references_in(text, own_reference),
        *_secrets_in(text, list(secrets)),
    ]
    ordered = sorted(found, key=lambda one: one[0])
    return list(dict.fromkeys(finding for _, finding in ordered))


_Found = Iterator[tuple[int, Finding]]


def _terms_in(text: str) -> _Found:
    for sentence in re.finditer(r"[^.!?\n]+", text):
        for term in terms():
            for begins, ends in term.found_in(sentence[0]):
                place = sentence.start() + begins
                yield place, Finding(sentence[0][begins:ends], term.why)


_OPERATION = re.compile(r"(?<!\w)(?:[Oo]peration|OPERATION|[Oo]p|OP)\s+[A-Z]\w+")


def _operations_in(text: str) -> _Found:
    for found in _OPERATION.finditer(text):
        yield found.start(), Finding(found[0], "Looks like the name of an operation")


_REFERENCE = re.compile(
    r"(?<![\w-])(?:R[\s-]?\w{4}[\s-]?\w{4}|P[\s-]?\w{6}|[CVQ][\s-]?\d\d[\s-]?\d{1,6})(?![\w-])",
    re.IGNORECASE,
)
_CRIME_NUMBER = re.compile(r"(?<![\w/])\d{1,3}[A-Z]?/\d{3,}/\d{2,4}(?![\w/])")


def _references_in(text: str, own_reference: str) -> _Found:
    for found in _REFERENCE.finditer(text):
        # A word is not taken for a reference by chance: every reference has digits nearly always.
        read = references.parse(found[0]) if re.search(r"\d", found[0]) else None
        if read and read.text != own_reference:
            yield found.start(), Finding(found[0], "A reference of a record that is not theirs")
    for found in _CRIME_NUMBER.finditer(text):
        yield found.start(), Finding(found[0], "Looks like the number of a crime")


def _secrets_in(text: str, secrets: list[Secret]) -> _Found:
    for secret in secrets:
        for begins, ends in secret.found_in(text):
            yield begins, Finding(text[begins:ends], secret.why)
    dated = [secret for secret in secrets if secret.days]
    for begins, words, day in dates_in(text) if dated else ():
        for secret in dated:
            if secret.covers(day):
                yield begins, Finding(words, secret.why)
