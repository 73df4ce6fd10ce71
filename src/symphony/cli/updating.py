"""Sees to it that the database is as this code needs it, and tells the installation's kind."""

import hashlib
import subprocess
import sys
from pathlib import Path

import psycopg

import symphony
from symphony.cli import prepare
from symphony.cli.configuration import Configuration
from symphony.cli.environment import of_process
from symphony.cli.exits import NotPossibleNow, Refused

DEMONSTRATION = "demonstration"
STATE = """
SELECT (SELECT kind FROM core_installation),
       (SELECT count(*) || ' migrations, the last ' || max(id) FROM django_migrations)
"""


def bring_up_to_date(configuration: Configuration, owner_url: str, *, demonstration: bool) -> str:
    """Migrate and grant as the owner, unless this very code has done so; return the kind.

    :raises Refused: if a demonstration is wanted where a real installation has begun
    :raises NotPossibleNow: if the database could not be brought up to date
    """
    mark, code = configuration.home.run / "up-to-date", _fingerprint()
    kind, migrations = _state(owner_url)
    is_as_wanted = kind == DEMONSTRATION or not demonstration
    if kind and is_as_wanted and mark.exists() and mark.read_text() == f"{code} {migrations}":
        return kind
    kind = _prepare(configuration, owner_url, DEMONSTRATION if demonstration else "")
    mark.write_text(f"{code} {_state(owner_url)[1]}")
    return kind


def _state(owner_url: str) -> tuple[str, str]:
    try:
        with psycopg.connect(owner_url) as connection:
            row = connection.execute(STATE).fetchone()
    except psycopg.errors.UndefinedTable:
        return "", ""
    assert row is not None
    return row[0] or "", row[1] or ""


def _prepare(configuration: Configuration, owner_url: str, kind: str) -> str:
    """Run `prepare` as the owner, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "symphony.cli.prepare", kind],
        env=of_process(configuration, site="owner", url=owner_url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout.strip()
    said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    if done.returncode == prepare.REFUSED:
        raise Refused(said)
    raise NotPossibleNow(f"The database could not be brought up to date: {said}")


def _fingerprint() -> str:
    """Tell this code from any other, by the names, sizes and times of its files."""
    found = hashlib.sha256()
    for path in sorted(Path(symphony.__path__[0]).rglob("*.py")):
        known = path.stat()
        found.update(f"{path} {known.st_size} {known.st_mtime_ns}\n".encode())
    return found.hexdigest()
