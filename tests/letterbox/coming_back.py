"""Senders who took the six words and came back to write, quickly: their words' hash is slow."""

import itertools

from symphony.core import sealing
from symphony.letterbox import services
from symphony.letterbox.models import Submission
from symphony.letterbox.queries import Receipt
from symphony.triage import services as triage
from tests import make
from tests.letterbox import ordinary

_numbers = itertools.count(1)

# In place of what the words of any report make.
PRIVATE_KEY = bytes([2]) * 32
RECEIPT = Receipt(salt=b"s" * 16, public_key=sealing.public_key_of(PRIVATE_KEY))


def report(**changes):
    """Put in a report whose sender may come back, and collect it; gives its reference."""
    with ordinary.as_public():
        reference = ordinary.put(receipt=RECEIPT, **changes)
    triage.collect_letterbox(at=make.NOON)
    return reference


def let_come_back(referral):
    """Let the sender of a referral that came by another way come back; gives the referral."""
    Submission.objects.create(
        token=f"of {referral.reference}",
        reference=referral.reference,
        received_at=make.NOON,
        answers={},
        salt=RECEIPT.salt,
        public_key=RECEIPT.public_key,
        collected_at=make.NOON,
    )
    return referral


def answer(reference, **changes):
    """Write as the report's sender; nothing is collected."""
    ordinary_answer = {
        "token": f"back-{next(_numbers)}",
        "reference": reference,
        "private_key": PRIVATE_KEY,
        "text": "He has a new user name in the same game.",
        "danger_now": None,
        "stops_contact": False,
        "at": make.NOON,
    }
    with ordinary.as_public():
        services.answer(**ordinary_answer | changes)


def answered(**changes):
    """Put in a report whose sender wrote again, and collect both; gives its reference."""
    reference = report()
    answer(reference, **changes)
    triage.collect_letterbox(at=make.NOON)
    return reference
