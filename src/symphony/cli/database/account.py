"""Which account the embedded database runs under, since PostgreSQL refuses to run as root."""

import grp
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from symphony.cli.exits import NotPossibleNow

ACCOUNT = "symphony"
# Where no account can be made, one of these stands in; every Unix has at least one of them.
STAND_INS = ("postgres", "daemon", "nobody")


@dataclass(frozen=True)
class Account:
    """A system account that is not root."""

    name: str
    uid: int
    gid: int

    @property
    def ids(self) -> tuple[int, int]:
        """Return the numbers of the account and of its group."""
        return self.uid, self.gid


def for_database() -> Account | None:
    """Return the account to change to, or None when Symphony runs as an ordinary user.

    :raises NotPossibleNow: if this user has no account entry, which PostgreSQL insists on
    """
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise NotPossibleNow(
                f"PostgreSQL cannot run as user number {os.geteuid()}, which has no account on"
                " this machine: run Symphony as a user listed in /etc/passwd, or as root."
            ) from None
        return None
    return _named(ACCOUNT) or _made() or _stand_in()


def can_reach(account: Account | None, path: Path, *, to: str = "-x") -> bool:
    """Say whether the account may enter a path (or read it, with `-r`), by trying it."""
    if account is None:
        return os.access(path, os.R_OK if to == "-r" else os.X_OK)
    test = shutil.which("test") or "/usr/bin/test"
    tried = subprocess.run(
        [test, to, str(path)],
        cwd="/",
        check=False,
        user=account.uid,
        group=account.gid,
        extra_groups=[],
    )
    return tried.returncode == 0


def give(account: Account | None, path: Path) -> None:
    """Make the account the owner of one path."""
    if account:
        os.chown(path, account.uid, account.gid)


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def _made() -> Account | None:
    if shutil.which("useradd"):
        order = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        order += ["--home-dir", "/nonexistent"]
        order += ["--gid", ACCOUNT] if _group_exists() else ["--user-group"]
    elif shutil.which("adduser"):
        order = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin"]
    else:
        return None
    subprocess.run([*order, ACCOUNT], check=False, capture_output=True)
    return _named(ACCOUNT)


def _group_exists() -> bool:
    try:
        grp.getgrnam(ACCOUNT)
    except KeyError:
        return False
    return True


def _stand_in() -> Account:
    for name in STAND_INS:
        if account := _named(name):
            return account
    raise NotPossibleNow(
        "PostgreSQL cannot run as root, and no account could be made for it:"
        f" make one with `useradd --system {ACCOUNT}`, or run Symphony as an ordinary user."
    )
