"""Looking for what a browser said about itself: in a database, in files, in any usual disguise."""

import base64
import contextlib
import hashlib
import json
import os
import stat
import subprocess
from pathlib import Path
from urllib.parse import quote, quote_plus

import psycopg
from psycopg import conninfo, sql

from symphony.cli.database import account, binaries

# Shorter ones stand in any file by chance.
SHORTEST = 6


class Needles:
    """What is looked for: names of what was said, and the words it was said in."""

    def __init__(self, said: dict[str, str]) -> None:
        self._spellings = {
            spelling: name for name, text in said.items() for spelling in spellings(text)
        }

    def found_in(self, hay: bytes) -> set[str]:
        """Return the names of what stands in these bytes, in capitals or not."""
        # Most of a database's files is nothing at all.
        hay = hay.replace(bytes(512), b"")
        small = hay.lower()
        return {
            name
            for spelling, name in self._spellings.items()
            if spelling in hay or spelling.lower() in small
        }


def spellings(text: str) -> set[bytes]:
    """Return a text as it may have been written down: as it is, quoted, coded, hashed."""
    raw = text.encode()
    found = {raw, text.encode("utf-16-le"), raw.hex().encode()}
    found |= {quote(text).encode(), quote_plus(text).encode(), json.dumps(text)[1:-1].encode()}
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
        digest = hashlib.new(name, raw)
        found |= {digest.digest(), digest.hexdigest().encode(), base64.b64encode(digest.digest())}
    for coded in (base64.b64encode, base64.urlsafe_b64encode):
        found |= {_middle(coded, raw, before) for before in range(3)}
    return {spelling for spelling in found if len(spelling) >= SHORTEST}


def _middle(coded, raw: bytes, before: int) -> bytes:
    """Return the part of a coded text that is the same whatever stands before and after it."""
    whole = coded(b"\0" * before + raw)
    return whole[(0, 2, 3)[before] : -4]


def database(server, name: str) -> bytes:
    """Return everything that a superuser reads in one database: each table, and what is watched."""
    parts = conninfo.conninfo_to_dict(server.admin_url) | {"dbname": name}
    address = conninfo.make_conninfo(**parts)
    program = binaries.find(account.for_database()).program("pg_dump")
    dumped = subprocess.run(
        [program, "--dbname", address], capture_output=True, check=True, timeout=120
    ).stdout
    seen = [dumped]
    with psycopg.connect(address) as connection:
        for view in ("pg_stat_activity", "pg_stats", "pg_prepared_xacts", "pg_locks"):
            copy = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(sql.Identifier(view))
            with connection.cursor().copy(copy) as rows:
                seen += [bytes(row) for row in rows]
    return b"\n".join(seen)


def of_server(server, name: str) -> list[Path]:
    """Return where the server's log and its own files lie that can hold something of a database.

    None, where it runs elsewhere.
    """
    with psycopg.connect(server.admin_url) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone()
        (oid,) = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    folder = Path(data)
    if not folder.is_dir():
        return []
    of_others = {folder / "base"}
    inside = [path for path in folder.iterdir() if path.is_dir() and path not in of_others]
    logs = list(folder.parent.glob("*.log*"))
    return [*logs, *inside, folder / "base" / str(oid), folder / "base" / "pgsql_tmp"]


def files(folders, *, since: float, leave_out=()) -> dict[Path, bytes]:
    """Return the files in some places that were written since a moment."""
    found = {}
    for path in _below(folders, leave_out):
        # What is gone by now is not kept.
        with contextlib.suppress(FileNotFoundError):
            of_file = path.lstat()
            if stat.S_ISREG(of_file.st_mode) and of_file.st_mtime >= since:
                found[path] = path.read_bytes()
    return found


def _below(folders, leave_out):
    for folder in folders:
        if folder.is_file():
            yield folder
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(tuple(leave_out))]
            yield from (Path(place, name) for name in names)


def nameless_files(home: Path) -> dict[str, bytes]:
    """Return what the processes of a home hold open in files that have no name any more."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"SYMPHONY_HOME={home}".encode() not in (process / "environ").read_bytes():
                continue
            for held in (process / "fd").iterdir():
                kind = held.stat().st_mode
                name = str(held.readlink())
                if stat.S_ISREG(kind) and name.endswith("(deleted)"):
                    found[f"{process.name} {name}"] = held.read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found
