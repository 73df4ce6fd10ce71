"""Listens on a Unix socket and answers one line for each connection."""

import json
import os
import select
import socket
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

from symphony.core.errors import DomainError
from symphony.core.keyholder import LONGEST_QUESTION, NotALine, read_line
from symphony.keyholder import clients

MOST_AT_ONCE = 8
WAITING = 16
# A question is written at once; whoever trickles makes way for others.
QUESTION_WITHIN = 3.0
FINISH_WITHIN = 10.0
NOT_KNOWN = {"refused": "This is not a question that the keyholder knows."}
NOT_YOU = {"refused": "The keyholder does not answer this account."}

Answer = Callable[[Any], dict[str, Any]]
log = structlog.get_logger("symphony.keyholder")


class CannotListen(DomainError):
    """The socket cannot be where it is wanted."""


def listen(place: Path, *, group: int | None) -> socket.socket:
    """Return a socket at a path, for this account alone or for a group besides.

    :raises CannotListen: if somebody listens there already, or nobody can
    """
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _clear(place)
        before = os.umask(0o177)
        try:
            listening.bind(str(place))
        finally:
            os.umask(before)
        if group is not None:
            os.chown(place, -1, group)
            place.chmod(0o660)
        listening.listen(WAITING)
    except OSError as reason:
        listening.close()
        raise CannotListen(f"Cannot listen at {place}: {reason.strerror or reason}.") from None
    except BaseException:
        listening.close()
        raise
    return listening


def _clear(place: Path) -> None:
    """Remove the socket of a keyholder that was killed."""
    try:
        found = place.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise CannotListen(f"{place} is in the way: it is not a socket.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(place))
        except ConnectionRefusedError:
            place.unlink()
            return
    raise CannotListen(f"Another keyholder listens at {place}.")


class Service:
    """Answers those who may ask, a bounded number of them at a time, until it is stopped."""

    def __init__(
        self, listening: socket.socket, *, allowed: frozenset[int], answer: Answer
    ) -> None:
        self._listening = listening
        self._allowed = allowed
        self._answer = answer
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._stopped, self._stop = os.pipe()

    def stop(self) -> None:
        """Let `serve` end when those who are being answered have their answer."""
        os.write(self._stop, b".")

    def serve(self) -> None:
        """Answer until `stop`."""
        awaited: list[socket.socket | int] = [self._listening, self._stopped]
        while True:
            ready, _, _ = select.select(awaited, [], [])
            if self._stopped in ready:
                break
            self._places.acquire()
            try:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()
            except OSError as reason:
                self._places.release()
                log.warning("not_accepted", fault=type(reason).__name__)
        self._listening.close()
        for _ in range(MOST_AT_ONCE):
            self._places.acquire(timeout=FINISH_WITHIN / MOST_AT_ONCE)

    def _serve_one(self, connection: socket.socket) -> None:
        try:
            with connection, suppress(OSError):
                answer = self._answer_to(connection)
                connection.settimeout(QUESTION_WITHIN)
                connection.sendall(json.dumps(answer).encode() + b"\n")
        finally:
            self._places.release()

    def _answer_to(self, connection: socket.socket) -> dict[str, Any]:
        user = clients.user_of(connection)
        if user is not None and user not in self._allowed:
            log.warning("refused", why="NotAllowed", user=user)
            return NOT_YOU
        try:
            line = read_line(connection, limit=LONGEST_QUESTION, within=QUESTION_WITHIN)
            question = json.loads(line)
        except (NotALine, TimeoutError, ValueError, RecursionError) as reason:
            log.warning("refused", why=type(reason).__name__)
            return NOT_KNOWN
        try:
            return self._answer(question)
        except Exception:
            log.exception("fault")
            return {"refused": "The keyholder met a fault of its own.", "again": True}
