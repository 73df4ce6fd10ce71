"""Answers questions: whether the keyholder lives, and what is in one box that was asked for."""

from typing import Any
from uuid import UUID

import structlog
from django.db import Error as DatabaseProblem
from django.db import connection, connections, transaction

from symphony.core import clock, sealing
from symphony.core.errors import DomainError
from symphony.core.keyholder import LONGEST_ANSWER
from symphony.keyholder.listening import NOT_KNOWN
from symphony.referrals import services

# A lock that somebody holds, or a database that hangs, must not hold the asker's page for long.
DATABASE_WITHIN = "4s"
AWAY = {"refused": "The database is away.", "again": True}

log = structlog.get_logger("symphony.keyholder")


class CannotOpen(DomainError):
    """What is in the box is not for this key, or is not what belongs there."""


def answer(question: Any, private_key: bytes) -> dict[str, Any]:
    """Answer `{"ping": true}` or `{"opening": "<uuid>"}`; anything else is refused."""
    try:
        match question:
            case {"ping": True} if len(question) == 1:
                return _alive(private_key)
            case {"opening": str(opening)} if len(question) == 1:
                return _open(UUID(opening), private_key)
    except ValueError:
        pass  # not a UUID
    finally:
        # Each connection to the keyholder is a thread of its own, and ends here.
        connections.close_all()
    return NOT_KNOWN


def _alive(private_key: bytes) -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        has_database = True
    except DatabaseProblem:
        has_database = False
    return {
        "alive": True,
        "key": sealing.public_key_of(private_key).hex(),
        "database": has_database,
    }


def _open(opening: UUID, private_key: bytes) -> dict[str, Any]:
    """Use the opening up, open its box, and only when that is committed hand the contents over.

    A box that cannot be opened leaves the opening unused: nothing was revealed.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [DATABASE_WITHIN])
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true)", [DATABASE_WITHIN]
                )
            box = services.use_opening(opening=opening, real_at=clock.real_now(), at=clock.now())
            contact = _contents(box, private_key)
    except DomainError as refusal:
        log.info("refused", opening=str(opening), why=type(refusal).__name__)
        return {"refused": str(refusal)}
    except DatabaseProblem as reason:
        log.warning("database_away", opening=str(opening), fault=type(reason).__name__)
        return AWAY
    log.info("opened", opening=str(opening))
    return {"contact": contact}


def _wait_no_longer_than(time: str) -> None:
    """Bound each statement of this transaction, and each wait for a lock."""
    with connection.cursor() as cursor:
        for setting in ("lock_timeout", "statement_timeout"):
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, time])


def _contents(box: bytes, private_key: bytes) -> dict[str, Any]:
    # An answer writes each byte of a box as six signs at most.
    if len(box) > LONGEST_ANSWER // 8:
        raise CannotOpen("The box is larger than contact details can be.")
    try:
        contact = sealing.open_sealed(private_key, box)
    except sealing.CannotOpen:
        raise CannotOpen(
            "These contact details were sealed for another key than the keyholder has."
        ) from None
    if not isinstance(contact, dict):
        raise CannotOpen("What is in the box is not contact details.")
    return contact
