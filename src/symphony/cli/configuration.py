"""What the environment says about this installation; `.env` stands in for what it does not say."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import click

from symphony.cli.home import Home

ENVIRONMENT_FILE = Path(".env")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Configuration:
    """The settings that the command line itself needs; `.env.example` explains each."""

    home: Home
    public_port: int
    staff_port: int
    listen: str
    owner_url: str
    staff_url: str
    public_url: str
    # Where the keyholder runs apart: the public half of its key, and its socket.
    sealing_key: str = ""
    keyholder_socket: str = ""

    @property
    def embedded(self) -> bool:
        """Say whether Symphony runs the database itself."""
        return not self.owner_url

    @property
    def keyholder_is_apart(self) -> bool:
        """Say whether somebody else runs the keyholder, and no private key belongs in this home."""
        return bool(self.sealing_key)

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine can reach the sites."""
        return self.listen in LOOPBACK

    def address(self, port: int) -> str:
        """Return where a browser on this machine finds a site."""
        return f"http://localhost:{port}/"


def read() -> Configuration:
    """Read the settings.

    :raises click.UsageError: if one of them cannot be understood, naming it
    """
    _read_environment_file()
    public, staff = _port("SYMPHONY_PORT", 8000), _port("SYMPHONY_STAFF_PORT", 8001)
    if public == staff:
        raise click.UsageError("SYMPHONY_PORT and SYMPHONY_STAFF_PORT cannot be the same.")
    return Configuration(
        home=Home(Path(os.environ.get("SYMPHONY_HOME") or "var").resolve()),
        public_port=public,
        staff_port=staff,
        listen=os.environ.get("SYMPHONY_LISTEN") or LOOPBACK[0],
        owner_url=os.environ.get("DATABASE_URL", ""),
        staff_url=os.environ.get("SYMPHONY_STAFF_DATABASE_URL", ""),
        public_url=os.environ.get("SYMPHONY_PUBLIC_DATABASE_URL", ""),
        sealing_key=_sealing_key(),
        keyholder_socket=os.environ.get("SYMPHONY_KEYHOLDER_SOCKET", ""),
    )


def _port(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise click.UsageError(f"{name} must be a port number, not {text!r}.")
    return int(text)


def _sealing_key() -> str:
    text = os.environ.get("SYMPHONY_SEALING_KEY", "").strip()
    if text and not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise click.UsageError(
            "SYMPHONY_SEALING_KEY must be 64 hex digits, the public half of a key."
        )
    if text and not os.environ.get("SYMPHONY_KEYHOLDER_SOCKET"):
        raise click.UsageError(
            "SYMPHONY_SEALING_KEY is set and SYMPHONY_KEYHOLDER_SOCKET is not: set both where the"
            " keyholder runs apart, else neither."
        )
    return text.lower()


def _read_environment_file() -> None:
    """Take `NAME=value` lines from `.env`; what the environment says already wins."""
    try:
        lines = ENVIRONMENT_FILE.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))
