"""The installation's logs: what each of its processes says, in files of bounded size.

Where the public site's output gets its time here, it is the hour (see `symphony.web.logs`).
"""

import json
import logging
import logging.handlers
import subprocess
import threading
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from symphony.core.coarse import this_hour

LARGEST_FILE = 5 * 1024 * 1024
OLDER_FILES = 4


class Output:
    """Takes the lines of one child process and keeps them in a file of the home's logs."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._last: deque[str] = deque(maxlen=20)
        self._reader: threading.Thread | None = None
        self._file = logging.handlers.RotatingFileHandler(
            folder / f"{name}.log",
            maxBytes=LARGEST_FILE,
            backupCount=OLDER_FILES,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )

    def follow(self, process: subprocess.Popen[bytes]) -> None:
        """Keep what a child says from now on, until it closes its end."""
        assert process.stdout is not None
        self._reader = threading.Thread(
            target=self._read, args=(process.stdout,), name=f"log of {self.name}", daemon=True
        )
        self._reader.start()

    def close(self) -> None:
        """Keep what is still on its way from a child that has ended, and close the file."""
        if self._reader:
            self._reader.join(timeout=2)
        self._file.close()

    def last_line(self) -> str:
        """Return the last thing that the child said before it ended."""
        if self._reader:
            self._reader.join(timeout=2)
        return self._last[-1] if self._last else "it said nothing"

    def keep(self, event: str) -> None:
        """Add a line of the supervisor's own about this child."""
        self._write(_as_json(self.name, event))

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for raw in stream:
                line = raw.decode("utf-8", "backslashreplace").rstrip()
                if line:
                    self._last.append(line)
                    self._write(line if line.startswith("{") else _as_json(self.name, line))

    def _write(self, line: str) -> None:
        self._file.handle(logging.makeLogRecord({"msg": line}))


def _as_json(name: str, event: str) -> str:
    exact = datetime.now(UTC).isoformat(timespec="milliseconds")
    at = this_hour() if name == "public" else exact
    return json.dumps({"timestamp": at, "process": name, "event": event})
