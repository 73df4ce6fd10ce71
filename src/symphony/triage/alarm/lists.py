"""Which list of words is in use: the latest that a supervisor saved, or else the shipped one."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import structlog

from symphony.triage.alarm.loading import BadWordList, load, read
from symphony.triage.alarm.matching import Term
from symphony.triage.models import WordList

log = structlog.get_logger("symphony.triage")


@dataclass(frozen=True)
class InUse:
    """The terms that are looked for, which list they are of, and what was wrong with a later one.

    An empty digest stands for the shipped list.
    """

    terms: tuple[Term, ...]
    digest: str = ""
    fault: str = ""


def digest_of(text: str) -> str:
    """Return what tells a list from every other."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_use() -> InUse:
    """Return the list that is in use: one small query, whatever the size of the list.

    A list that cannot be read costs no referral: the shipped one is used in its place, or nothing
    is found, and the system check fails.
    """
    newest = WordList.objects.order_by("-made_at", "-id").values_list("digest", flat=True).first()
    if newest is None:
        return _shipped()
    try:
        return InUse(_saved(newest), newest)
    except BadWordList as fault:
        log.error("word_list_not_read", fault=str(fault))
        shipped = _shipped()
        return InUse(shipped.terms, shipped.digest, f"The saved list cannot be read. {fault}")


def _shipped() -> InUse:
    try:
        return InUse(load())
    except BadWordList as fault:
        log.error("word_list_not_read", fault=str(fault))
        return InUse((), fault=f"The shipped list cannot be read. {fault}")


@lru_cache(maxsize=4)
def _saved(digest: str) -> tuple[Term, ...]:
    text = WordList.objects.filter(digest=digest).values_list("text", flat=True).first() or ""
    if digest_of(text) != digest:
        raise BadWordList("It is not what was saved: it was changed in the database.")
    return read(text)
