"""The list of alert words is tried against past referrals, and saved with what that showed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.triage import alarm
from symphony.triage.models import WordList
from symphony.triage.queries.words import words_in_use

# The newest so many referrals are tried: enough to see false alarms, in a few seconds.
MOST_TRIED = 2_000
# So many are listed of those that would be marked; what changes comes first.
MOST_LISTED = 200
LONGEST_LIST = 200_000
_AT_ONCE = 500
_LOCK = 0x574F524453
READ = ("id", "channel", "reference", "narrative", "high_priority_reason", "stated")


class NotAllowedToEditWords(DomainError):
    """The person's role does not edit the list of alert words."""


class CannotSaveWords(DomainError):
    """The list says what the one in use says, or nothing says why it is changed."""


class WordsChangedMeanwhile(DomainError):
    """Somebody has saved another list since this one was begun."""


@dataclass(frozen=True)
class Marked:
    """A past referral that one of two lists marks: why, in the list's own words."""

    reference: str
    term: str
    why: str
    change: str


@dataclass(frozen=True)
class Trial:
    """What a list would have marked among past referrals, beside the list in use."""

    considered: int
    marked: int
    marked_today: int
    more: int
    fewer: int
    rows: list[Marked]

    @property
    def in_words(self) -> str:
        """Say it in one sentence: 14 of 480 would be marked, 3 more than today."""
        said = f"{self.marked:,} of {self.considered:,} past referrals would be marked"
        if not self.more and not self.fewer:
            return f"{said}, the same as today."
        changes = [f"{self.more:,} more"] if self.more else []
        changes += [f"{self.fewer:,} no longer"] if self.fewer else []
        return f"{said}: {' and '.join(changes)} than the {self.marked_today:,} of today."

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept as evidence."""
        return {
            "considered": self.considered,
            "marked": self.marked,
            "marked_today": self.marked_today,
            "more": self.more,
            "fewer": self.fewer,
            "words": self.in_words,
            "rows": [vars(row) for row in self.rows],
        }


def try_words(text: str, *, by: User) -> Trial:
    """Return what a list would mark among past referrals; nothing is kept.

    :raises NotAllowedToEditWords: if their role does not edit the list
    :raises alarm.BadWordList: with line, fault and remedy, if the list cannot be meant
    """
    _check_may_edit(by)
    wanted, today = alarm.InUse(_read(text)), alarm.in_use()
    considered = marked = marked_today = more = fewer = 0
    changed: list[Marked] = []
    same: list[Marked] = []
    for referral in _past():
        texts = list(alarm.texts_of(referral, referral.people.all(), referral.files.all()))
        new, old = alarm.look(texts, wanted), alarm.look(texts, today)
        considered += 1
        marked += bool(new)
        marked_today += bool(old)
        if not new and not old:
            continue
        first = (new or old)[0]
        change = "As today" if new and old else "New" if new else "No longer"
        row = Marked(referral.reference, first["term"], first["why"], change)
        more += change == "New"
        fewer += change == "No longer"
        (same if change == "As today" else changed).append(row)
    rows = [*changed, *same][:MOST_LISTED]
    return Trial(considered, marked, marked_today, more, fewer, rows)


def _past() -> Iterator[Referral]:
    newest = Referral.objects.order_by("-received_at", "-id").only(*READ)[:MOST_TRIED]
    yield from newest.prefetch_related("people", "files").iterator(chunk_size=_AT_ONCE)


@transaction.atomic
def save_words(text: str, *, note: str, begun_from: str, by: User, at: datetime) -> WordList:
    """Put a list in use, with who saved it, why, and what it would have marked.

    :param begun_from: the digest of the list that was in use when the edit was begun
    :raises NotAllowedToEditWords: if their role does not edit the list
    :raises alarm.BadWordList: with line, fault and remedy, if the list cannot be meant
    :raises CannotSaveWords: if it changes nothing, or nothing says why
    :raises WordsChangedMeanwhile: if another list is in use by now
    """
    _check_may_edit(by)
    _read(text)
    if not note.strip():
        raise CannotSaveWords("Enter why the list is changed.")
    with connection.cursor() as cursor:
        # Two who save at once: the second waits here, and sees what the first has saved.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    current, saved = words_in_use()
    if alarm.digest_of(current) != begun_from:
        who = saved.made_by.name if saved else "Somebody"
        raise WordsChangedMeanwhile(
            f"{who} saved another list while you were writing. Nothing is lost: look below at what"
            " differs from it now, and save again if you mean it."
        )
    if alarm.digest_of(current) == alarm.digest_of(text):
        raise CannotSaveWords("Nothing is different from the list in use: change something first.")
    kept = WordList.objects.create(
        text=text,
        digest=alarm.digest_of(text),
        note=note.strip(),
        tried=try_words(text, by=by).as_dict(),
        made_by=by,
        made_at=at,
    )
    audit.record(
        what="triage.words_saved",
        about=[],
        by=by.staff_number,
        at=at,
        digest=kept.digest[:12],
        marked=kept.tried["marked"],
        more=kept.tried["more"],
        fewer=kept.tried["fewer"],
    )
    return kept


def _read(text: str) -> tuple[alarm.Term, ...]:
    if len(text) > LONGEST_LIST:
        raise alarm.BadWordList(f"The list is longer than {LONGEST_LIST:,} characters: shorten it.")
    return alarm.read(text)


def _check_may_edit(user: User) -> None:
    if not user.may(Permission.EDIT_ALERT_WORDS):
        raise NotAllowedToEditWords("Your role does not edit the list of alert words.")
