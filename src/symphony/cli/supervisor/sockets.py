"""The ports that the sites listen on, taken before anything else starts."""

import errno
import socket
import time
from collections.abc import Sequence

from symphony.cli.exits import NotPossibleNow

WAITING_VISITORS = 512


def listen(host: str, port: int, setting: str, *, patience: float = 0) -> list[socket.socket]:
    """Take a port, on both loopback addresses when it is for this machine only.

    Visitors who come before the site is up wait; none is turned away while it restarts.

    :param patience: seconds to wait for a port that a killed Symphony is still letting go of
    :raises NotPossibleNow: if another program has the port, naming the port and the setting
    """
    hosts = ("127.0.0.1", "::1") if host in ("127.0.0.1", "localhost") else (host,)
    taken: list[socket.socket] = []
    try:
        for each in hosts:
            taken += _listen(each, port, setting, patience, needed=each == hosts[0])
    except BaseException:
        close(taken)
        raise
    return taken


def close(sockets: Sequence[socket.socket]) -> None:
    """Let go of ports."""
    for each in sockets:
        each.close()


def _listen(
    host: str, port: int, setting: str, patience: float, *, needed: bool
) -> list[socket.socket]:
    """Listen on one address; an address that this machine lacks gives none unless it is needed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    began = time.monotonic()
    while True:
        found: socket.socket | None = None
        try:
            found = socket.socket(family, socket.SOCK_STREAM)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            found.bind((host, port))
            found.listen(WAITING_VISITORS)
            return [found]
        except OSError as reason:
            if found:
                found.close()
            in_use = reason.errno == errno.EADDRINUSE
            if in_use and time.monotonic() - began < patience:
                time.sleep(0.2)
                continue
            if not in_use and not needed:
                return []
            raise NotPossibleNow(_explain(reason, host, port, setting)) from None


def _explain(reason: OSError, host: str, port: int, setting: str) -> str:
    if reason.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: set {setting} to a free one."
    if reason.errno in (errno.EACCES, errno.EPERM):
        return f"This account may not open port {port}: set {setting} to one above 1023."
    return f"{host} is not an address of this machine ({reason.strerror}): check SYMPHONY_LISTEN."
