"""Locks of an installation's home: who runs it, who runs its database, who is using that.

The kernel gives a lock back when its holder dies, so none is ever left behind.
"""

import fcntl
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Held(Exception):
    """Another process holds the lock; `holder` is what it wrote about itself."""

    def __init__(self, holder: dict[str, Any]) -> None:
        super().__init__("held")
        self.holder = holder


class Lock:
    """A file of the home that one process holds alone, or several hold together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self, *, shared: bool = False, wait: bool = False, **about: Any) -> Self:
        """Hold the lock, and write down who holds it unless it is shared.

        :raises Held: if another process holds it and the caller does not want to wait
        """
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            if wait:
                fcntl.flock(self._file, kind)
            else:
                self._try_for_a_moment(kind)
        except BaseException:
            self.release()
            raise
        if not shared:
            self.describe(**about)
        return self

    def _try_for_a_moment(self, kind: int) -> None:
        assert self._file is not None
        # Somebody who only asks whether the lock is held holds it for an instant.
        for _ in range(5):
            with suppress(BlockingIOError):
                fcntl.flock(self._file, kind | fcntl.LOCK_NB)
                return
            time.sleep(0.02)
        raise Held(self.holder())

    def describe(self, **about: Any) -> None:
        """Write down what others are told about the holder."""
        assert self._file is not None, "only a holder describes itself"
        text = json.dumps({"pid": os.getpid(), **about}).encode()
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text, 0)

    def forget(self) -> None:
        """Wipe what the holder wrote: it ends in good order."""
        assert self._file is not None, "only a holder describes itself"
        os.ftruncate(self._file, 0)

    def holder(self) -> dict[str, Any]:
        """Return what the present or the last holder wrote about itself."""
        try:
            found = json.loads(self.path.read_text() or "{}")
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def is_held(self) -> bool:
        """Say whether some process holds the lock at this moment."""
        try:
            probe = Lock(self.path)
            probe._file = os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(probe._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            probe.release()
        return False

    def release(self) -> None:
        """Give the lock back; nothing happens if it was not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        reason: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
