"""Starts a program that ends when the program that started it ends.

Run as a script, without the rest of Symphony: `python launch.py PARENT SIGNAL ACCOUNT PROGRAM...`.
ACCOUNT is `-`, or the `uid:gid` to become first. On Linux the kernel delivers the signal when the
parent dies, however it died. Elsewhere there is no such thing, and the next start tidies up.
"""

import ctypes
import os
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def command(program: list[str], *, signal: int, account: tuple[int, int] | None) -> list[str]:
    """Return the command line that starts a program through this file."""
    who = f"{account[0]}:{account[1]}" if account else "-"
    here = str(Path(__file__).resolve())
    return [sys.executable, "-I", "-S", here, str(os.getpid()), str(signal), who, *program]


def _become(account: str) -> None:
    uid, gid = (int(part) for part in account.split(":"))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(arguments: list[str]) -> None:
    """Become the account, ask for the signal, and turn into the program."""
    parent, signal, account, *program = arguments
    # Changing the account clears the request for a signal, so the account comes first.
    if account != "-":
        _become(account)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal))
        if os.getppid() != int(parent):
            return
    os.execv(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
