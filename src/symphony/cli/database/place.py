"""Where the embedded database keeps its data, and where sockets can be."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from symphony.cli.database.account import Account, can_reach, give
from symphony.cli.database.binaries import SYSTEM_FOLDER
from symphony.cli.exits import NotPossibleNow

# A socket's path has at most 107 bytes, and PostgreSQL writes a lock file beside it.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432"


def data_directory(home: Path, account: Account | None) -> Path:
    """Return where the data lies or will lie: in the home, or where the account can reach it.

    In the second case `db` in the home is a link to the place.

    :raises NotPossibleNow: if the account can reach neither
    """
    place = home / "db"
    if place.is_symlink() or place.exists():
        found = place.resolve()
        if not can_reach(account, found.parent):
            raise NotPossibleNow(_unreachable(account, found.parent))
        return found
    if can_reach(account, home):
        return place
    assert account is not None, "an ordinary user reaches the folders that it makes"
    return _outside_the_home(home, place, account)


def _outside_the_home(home: Path, link: Path, account: Account) -> Path:
    told_apart = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    folder = SYSTEM_FOLDER / told_apart
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as reason:
        raise NotPossibleNow(
            f"{_unreachable(account, home)} (its data could not go to {SYSTEM_FOLDER} either:"
            f" {reason.strerror})"
        ) from None
    give(account, folder)
    if not can_reach(account, folder):
        raise NotPossibleNow(_unreachable(account, home))
    data = folder / "db"
    link.symlink_to(data)
    return data


def _unreachable(account: Account | None, folder: Path) -> str:
    who = f"The account {account.name}" if account else "This account"
    return (
        f"{who} runs the database and cannot enter {folder}: set SYMPHONY_HOME to a folder that"
        f" it can enter, such as {SYSTEM_FOLDER}/home."
    )


def socket_directory(data: Path, account: Account | None) -> Path:
    """Return a private folder for the database's socket, short enough for a socket's path.

    :raises NotPossibleNow: if somebody else owns the folder that it has to be
    """
    return short_enough(data.with_name("socket"), SOCKET_NAME, account, told_apart_by=data)


def short_enough(folder: Path, name: str, account: Account | None, *, told_apart_by: Path) -> Path:
    """Return the folder, made private, or another one if a socket's path there is too long.

    :raises NotPossibleNow: if somebody else owns the folder that it has to be
    """
    if len(os.fsencode(folder / name)) > LONGEST_SOCKET_PATH:
        told_apart = hashlib.sha256(os.fsencode(told_apart_by)).hexdigest()[:12]
        own = os.environ.get("XDG_RUNTIME_DIR") if account is None else None
        folder = Path(own or tempfile.gettempdir()) / f"symphony-{told_apart}"
    owner = account.uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        give(account, folder)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
            raise NotPossibleNow(
                f"{folder} belongs to somebody else: remove it, or set SYMPHONY_HOME to a folder"
                " with a shorter path."
            ) from None
        folder.chmod(0o700)
        give(account, folder)
    return folder
