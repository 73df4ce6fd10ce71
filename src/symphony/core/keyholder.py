"""Asking the keyholder: the one process that can open what is sealed to the unit's key.

One line of JSON each way over a Unix socket of this machine; then the connection ends.
"""

import json
import socket
import time
from typing import Any
from uuid import UUID

from symphony.core.errors import DomainError

LONGEST_QUESTION = 1024
LONGEST_ANSWER = 128 * 1024
PATIENCE = 8.0


class Away(DomainError):
    """The keyholder does not answer; what was to be opened stays closed."""


class KeyholderRefused(DomainError):
    """The keyholder looked at the request and does not open the box, for the reason it gives."""


class NotALine(Exception):
    """What came is too long, is more than one line, or ended before its line did."""


def open_contact(place: str, opening: UUID) -> dict[str, Any]:
    """Return the contact details that one committed opening is good for. It works once.

    :param place: the path of the keyholder's socket
    :raises Away: if it does not answer; then try the same opening again
    :raises KeyholderRefused: if it answers that it does not open them
    """
    answer = ask(place, {"opening": str(opening)})
    contact, refused = answer.get("contact"), answer.get("refused")
    if isinstance(contact, dict):
        return contact
    if answer.get("again") is True or not isinstance(refused, str):
        raise Away("The keyholder cannot look into its records at the moment.")
    raise KeyholderRefused(refused)


def ask(place: str, question: dict[str, Any], *, patience: float = PATIENCE) -> dict[str, Any]:
    """Send one question and return the answer.

    :raises Away: if nobody listens there, or no answer comes in time
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(patience)
            connection.connect(place)
            connection.sendall(json.dumps(question).encode() + b"\n")
            answer = json.loads(read_line(connection, limit=LONGEST_ANSWER, within=patience))
    except (OSError, NotALine, ValueError) as reason:
        raise Away("The keyholder does not answer.") from reason
    if not isinstance(answer, dict):
        raise Away("The keyholder does not answer in words that we know.")
    return answer


def read_line(connection: socket.socket, *, limit: int, within: float) -> bytes:
    """Read one line, and nothing after it.

    :raises NotALine: if what comes is not one line of at most `limit` bytes
    :raises TimeoutError: if the line has not ended in time, however busily it trickles
    """
    ends_at = time.monotonic() + within
    got = bytearray()
    while b"\n" not in got:
        left = ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        piece = connection.recv(min(65_536, limit + 1 - len(got)))
        got += piece
        if not piece or len(got) > limit:
            raise NotALine
    line, _, rest = bytes(got).partition(b"\n")
    if rest:
        raise NotALine
    return line
