"""What a killed database left behind: a server still ending, or files that name a dead one."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 30.0
# A dead process that nobody has collected counts as alive for PostgreSQL; in a container whose
# first process never collects any, it would do so for ever.
PATIENCE_WITH_DEAD = 6.0


def clear(data: Path, sockets: Path) -> None:
    """See to it that no earlier server uses the data, and that no file claims that one does.

    Call it only while holding the database's lock: then whoever still runs has lost its owner.
    """
    began = time.monotonic()
    while (pid := _postmaster(data)) is not None and time.monotonic() - began < PATIENCE:
        users = _processes_in(data)
        if users is None:
            return  # no /proc here: PostgreSQL's own checks have to do
        if pid in users:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        elif not users and (not _is_dead(pid) or time.monotonic() - began > PATIENCE_WITH_DEAD):
            # The number belongs to some other program by now, or to one long dead.
            for left in (data / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
                left.unlink(missing_ok=True)
            return
        time.sleep(0.2)


def _postmaster(data: Path) -> int | None:
    """Return the process that the data's lock file names, if there still is such a process."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    except PermissionError:
        return None
    return pid


def _processes_in(data: Path) -> set[int] | None:
    """Return the living processes that work in the data directory, as each of a server's does."""
    if not Path("/proc/self/cwd").exists():
        return None
    wanted = data.stat()
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                there = (entry / "cwd").stat()
                if (there.st_dev, there.st_ino) == (wanted.st_dev, wanted.st_ino):
                    found.add(int(entry.name))
    return found


def _is_dead(pid: int) -> bool:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("State:"):
                return "Z" in line.split()[1]
    return False
