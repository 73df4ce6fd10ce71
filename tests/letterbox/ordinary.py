"""An ordinary report and an ordinary rating, for changing one thing at a time."""

import itertools
from contextlib import contextmanager

from django.db import connection

from symphony.core.grants import PUBLIC
from symphony.letterbox import receipts, services
from symphony.letterbox.answers import FORM
from tests import make

_numbers = itertools.count(1)


def read_as_staff():
    """Act as the staff role again, after `public_role`."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@contextmanager
def as_public():
    """Act as the public role within the block, whoever it was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        cursor.execute(f"SET ROLE {PUBLIC}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {before}")


def answers(**changes):
    ordinary = {
        "form": FORM,
        "route": "worried",
        "identity": "anonymous",
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "Somebody in a game keeps asking my neighbour's son to talk in private.",
        "where": ["game"],
        "services": [{"service": "Example Game", "user_name": "orchard_52", "link": ""}],
        "when_code": "still_happening",
        "person": {"name": "", "age": "Says 15", "area": "", "knows_child": "From the game"},
        "lives_with_children": "not_sure",
        "lives_with_whom": "",
        "children": [{"name": "", "age": "About 11", "area": "Preston", "communication": ""}],
    }
    return ordinary | changes


def put(**changes):
    ordinary = {
        "token": f"token-{next(_numbers)}",
        "answers": answers(),
        "danger_now": False,
        "at": make.NOON,
    }
    return services.put(**ordinary | changes)


WORDS = ["copper", "lantern", "river", "market", "seven", "ladder"]


def put_with_words(given=WORDS, **changes):
    """Store a report whose sender comes back with these words; returns its reference."""
    with as_public():
        return put(receipt=receipts.new_receipt(given), **changes)


def key(reference, given=WORDS):
    """What the words of a report make."""
    return receipts.opened_with(reference, " ".join(given))


def answer(reference, **changes):
    ordinary = {
        "token": f"answer-{next(_numbers)}",
        "reference": reference,
        "text": "He has a new user name in the same game.",
        "danger_now": None,
        "stops_contact": False,
        "at": make.NOON,
    }
    if "private_key" not in changes:
        changes["private_key"] = key(reference)
    with as_public():
        return services.answer(**ordinary | changes)


def write_to_reporter(reference, **changes):
    ordinary = {
        "reference": reference,
        "text": "Thank you. Do you know which game it is?",
        "why_safe": "",
        "by": "1234",
        "at": make.NOON,
    }
    return services.write_to_reporter(**ordinary | changes)


def rate(**changes):
    ordinary = {
        "token": f"token-{next(_numbers)}",
        "page": "/news/2023-05-24-week-of-action/",
        "useful": "useful",
        "comment": "",
        "at": make.NOON,
    }
    return services.rate(**ordinary | changes)
