"""One installation's home: the folder that holds its database, keys and logs."""

import hmac
import json
import os
import pwd
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from symphony.cli.exits import NotPossibleNow
from symphony.cli.locks import Lock


@dataclass(frozen=True)
class Home:
    """SYMPHONY_HOME and what lies in it."""

    root: Path

    @property
    def keys(self) -> Path:
        """Secrets, for this account's eyes only."""
        return self.root / "keys"

    @property
    def logs(self) -> Path:
        """What each process said."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Locks."""
        return self.root / "run"

    @property
    def running(self) -> Lock:
        """Return the lock of `symphony up`."""
        return Lock(self.run / "up.lock")

    @property
    def database(self) -> Lock:
        """Return the lock of whoever runs the database or brings it up to date."""
        return Lock(self.run / "database.lock")

    @property
    def database_users(self) -> Lock:
        """Return the lock that every command shares while it uses another's database."""
        return Lock(self.run / "database-users.lock")

    def exists(self) -> bool:
        """Say whether anything was ever started here."""
        return self.keys.is_dir()

    def make(self) -> None:
        """Make the folders that are missing.

        :raises NotPossibleNow: if this account cannot, or the home is another account's
        """
        try:
            self.root.mkdir(mode=0o755, parents=True, exist_ok=True)
            self._check_owner()
            for folder in (self.keys, self.logs, self.run):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as reason:
            raise NotPossibleNow(
                f"SYMPHONY_HOME cannot be {self.root}: {reason.strerror} ({reason.filename})."
            ) from None

    def secret_key(self, site: str) -> str:
        """Return the key that signs a site's cookies and tokens, made at the first start.

        The public site and the keyholder have others: what they could sign means nothing to the
        staff site.
        """
        try:
            kept = (self.keys / "secret.key").read_text()
        except FileNotFoundError:
            kept = secrets.token_urlsafe(48)
            self.write_key("secret.key", kept)
        if site not in ("public", "keyholder"):
            return kept
        return hmac.new(kept.encode(), site.encode(), "sha256").hexdigest()

    def sealing_key(self) -> str:
        """Return the public half of the unit's key, in hex; the pair is made at the first start.

        A process of its own makes it, and the keyholder's alone reads the private half.

        :raises NotPossibleNow: if only the public half is left
        """
        public = self.keys / "keyholder.pub"
        if not public.exists():
            done = subprocess.run(
                [sys.executable, "-m", "symphony.keyholder.keys", str(self.keys)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
                raise NotPossibleNow(f"The unit's key could not be made: {said}")
        return public.read_text().strip()

    def read_addresses(self, name: str) -> dict[str, str]:
        """Return the database addresses kept in a file of `keys`, or none."""
        try:
            return dict(json.loads((self.keys / name).read_text()))
        except FileNotFoundError:
            return {}

    def write_addresses(self, name: str, addresses: Mapping[str, str]) -> None:
        """Keep database addresses, passwords included, in a file of `keys`."""
        if self.read_addresses(name) != addresses:
            self.write_key(name, json.dumps(dict(addresses), indent=2) + "\n")

    def write_key(self, name: str, text: str) -> None:
        """Write a file of `keys`, complete or not at all."""
        unfinished = self.keys / f".{name}.{os.getpid()}"
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "w") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(self.keys / name)

    def _check_owner(self) -> None:
        owner = self.root.stat().st_uid
        if owner != os.geteuid():
            raise NotPossibleNow(
                f"{self.root} belongs to {_name(owner)} and Symphony runs as"
                f" {_name(os.geteuid())}: run it as {_name(owner)}, or set SYMPHONY_HOME to a"
                " folder of your own."
            )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"
