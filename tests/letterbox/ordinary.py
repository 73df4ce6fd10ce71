"""An ordinary report and an ordinary rating, for changing one thing at a time."""

import itertools

from django.db import connection

from symphony.letterbox import services
from tests import make

_numbers = itertools.count(1)


def read_as_staff():
    """Act as the staff role again, after `public_role`."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def answers(**changes):
    ordinary = {
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "Somebody in a game keeps asking my neighbour's son to talk in private.",
        "where": ["game"],
        "services": [{"service": "Example Game", "user_name": "orchard_52", "link": ""}],
        "when": "It is still happening",
        "when_code": "still_happening",
        "person": "Says they are 15",
        "lives_with_children": "not_sure",
        "lives_with_whom": "",
        "child": "About 11",
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


def rate(**changes):
    ordinary = {
        "token": f"token-{next(_numbers)}",
        "page": "/news/2023-05-24-week-of-action/",
        "useful": "useful",
        "comment": "",
        "at": make.NOON,
    }
    return services.rate(**ordinary | changes)
