"""Who may ask: the accounts that the sites run under, as the kernel tells them."""

import grp
import os
import pwd
import socket
import struct

from symphony.core.errors import DomainError

_PEER = struct.Struct("3i")  # process, user, group


class NoSuchAccount(DomainError):
    """The settings name an account or a group that this machine does not have."""


def allowed(named: str) -> frozenset[int]:
    """Return the user numbers that may ask: our own, and those in SYMPHONY_KEYHOLDER_CLIENTS.

    :param named: names or numbers of accounts, with commas between them
    :raises NoSuchAccount: if one of them is unknown
    """
    return frozenset({os.geteuid(), *(_user(each) for each in _parts(named))})


def group(named: str) -> int | None:
    """Return the number of the group whose members reach the socket, or None for nobody else.

    :raises NoSuchAccount: if it is unknown
    """
    if not named or named.isdecimal():
        return int(named) if named else None
    try:
        return grp.getgrnam(named).gr_gid
    except KeyError:
        raise NoSuchAccount(f"SYMPHONY_KEYHOLDER_GROUP: there is no group {named}.") from None


def user_of(connection: socket.socket) -> int | None:
    """Return the user number of whoever connected; None where the system does not tell."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return None
    _, user, _ = _PEER.unpack(connection.getsockopt(socket.SOL_SOCKET, option, _PEER.size))
    return int(user)


def _parts(named: str) -> list[str]:
    return [part.strip() for part in named.split(",") if part.strip()]


def _user(named: str) -> int:
    if named.isdecimal():
        return int(named)
    try:
        return pwd.getpwnam(named).pw_uid
    except KeyError:
        raise NoSuchAccount(f"SYMPHONY_KEYHOLDER_CLIENTS: there is no account {named}.") from None
