"""Receipts: how a reporter is known again by six words, of which nothing is stored.

The words, hashed slowly with a salt, are the private half of a key pair. A receipt keeps the salt
and the public half. So checking the words costs whoever tries them the slow hash, a copy of the
database tells nobody the words, and what is sealed for a reporter is opened with their words only.
"""

import hmac
from threading import BoundedSemaphore

from symphony.core import references, sealing
from symphony.core.errors import DomainError
from symphony.letterbox import queries, slow_hash, words
from symphony.letterbox.queries import Receipt

# A server's threads are few and its memory is shared: those who come back (and those who guess)
# get no more than two of them, nobody waits in line, and sending a report goes on meanwhile.
AT_ONCE = 2
_tries = BoundedSemaphore(AT_ONCE)

# Six words of the list are fewer than 60 signs.
_LONGEST = 500


class Busy(DomainError):
    """Others are being let in at this moment."""


def new_receipt(chosen: list[str]) -> Receipt:
    """Return the receipt of these six words. It takes the slow hash's time."""
    salt = slow_hash.new_salt()
    return Receipt(salt, sealing.public_key_of(private_key(chosen, salt)))


def private_key(given: list[str], salt: bytes) -> bytes:
    """Return the private key that these words make with this salt: another one for other words.

    :raises ValueError: if the salt is none of ours
    """
    return slow_hash.hashed(" ".join(given), salt)


def opened_with(reference: str, words_text: str) -> bytes | None:
    """Return the private key of a receipt, or None if the reference and the words do not match.

    Which of the two was wrong cannot be told from the time it takes: the slow hash is done
    whether or not there is such a reference. Works as the public role.

    :param reference: as typed
    :param words_text: as typed
    :raises Busy: if two others are being let in by this process; trying again in a moment helps
    """
    receipt = _receipt_of(reference)
    given = words.normalised(words_text[:_LONGEST])
    if not _tries.acquire(blocking=False):
        raise Busy("Try again in a moment.")
    try:
        key = private_key(given, receipt.salt if receipt else slow_hash.new_salt())
    finally:
        _tries.release()
    expected = receipt.public_key if receipt else sealing.new_key()
    matches = hmac.compare_digest(sealing.public_key_of(key), expected)
    return key if matches else None


def _receipt_of(reference: str) -> Receipt | None:
    read = references.parse(reference)
    # Something is looked for in either case, in the same way.
    return queries.receipt_of(reference=read.text if read else "")
