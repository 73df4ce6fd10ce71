"""How often something was done from one place within minutes, without keeping who was there.

An address is known only as long as its request. What stays are counters in memory that the site's
processes share, found by a keyed hash of the address whose key is in that memory too. Ten minutes
later key and counters are replaced, so the same address leads elsewhere. Nothing of it is
stored, logged or returned.
"""

import fcntl
import mmap
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

WINDOW = timedelta(minutes=10)
# A school or a mobile network stands behind one address: what follows is a question, no refusal.
MOST_SENDINGS: int = settings.MOST_SENDINGS
# Whoever mistypes six words does not need more.
MOST_GUESSES: int = settings.MOST_GUESSES

_KEY_BYTES = 32
_WINDOW_BYTES = 8
_HEAD = _WINDOW_BYTES + _KEY_BYTES
# A place has one counter in each row; where another shares one of them, the lowest still is right.
_ROWS, _IN_A_ROW = 4, 16_384
_HIGHEST = 0xFFFF


class Counter:
    """Counts one kind of act by place. Made before the server forks, its processes share it."""

    def __init__(self, name: str, limit: int, window: timedelta = WINDOW) -> None:
        self.name, self.limit = name, limit
        self._window = window.total_seconds()
        # Anonymous: the kernel gives it to forked processes, and no file system ever holds it.
        self._memory = mmap.mmap(-1, _HEAD + _ROWS * _IN_A_ROW * 2)
        self._counts = memoryview(self._memory)[_HEAD:].cast("H")
        # Nothing is written to this file, which has no name. The kernel lets go of a lock on it
        # when a process dies; a semaphore would stay taken and stop the others for ever.
        with tempfile.TemporaryFile() as file:
            self._lock = os.dup(file.fileno())
        self._thread = threading.Lock()
        self._end: threading.Timer | None = None
        self.forget()

    def count(self, request: HttpRequest) -> int:
        """Count one more from where the request comes; return how many that is in this window."""
        with self._alone():
            slots = self._slots(request)
            seen = min(self._counts[slot] for slot in slots)
            now = min(seen + 1, _HIGHEST)
            for slot in slots:
                self._counts[slot] = max(self._counts[slot], now)
            self._forget_in_time()
            return now

    def is_crowded(self, request: HttpRequest) -> bool:
        """Say whether as many as the limit were counted from there already; counts nothing."""
        with self._alone():
            return min(self._counts[slot] for slot in self._slots(request)) >= self.limit

    def forget(self) -> None:
        """Begin anew, under a new key."""
        with self._thread:
            fcntl.lockf(self._lock, fcntl.LOCK_EX)
            try:
                self._begin(self._this_window())
            finally:
                fcntl.lockf(self._lock, fcntl.LOCK_UN)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one thread of one process at a time look and count, in the window that is now."""
        with self._thread:
            fcntl.lockf(self._lock, fcntl.LOCK_EX)
            try:
                window = self._this_window()
                if self._memory[:_WINDOW_BYTES] != window:
                    self._begin(window)
                yield
            finally:
                fcntl.lockf(self._lock, fcntl.LOCK_UN)

    def _forget_in_time(self) -> None:
        """See to it that the window ends by itself, even if nobody comes any more."""
        if self._end is None or not self._end.is_alive():
            # A little later, so that it is not found to be a moment too early.
            left = self._window - time.monotonic() % self._window + 0.05
            self._end = threading.Timer(left, self._look)
            self._end.daemon = True
            self._end.start()

    def _look(self) -> None:
        with self._alone():
            pass

    def _this_window(self) -> bytes:
        # The machine's clock since it started: the same in all processes, and never set back.
        return int(time.monotonic() // self._window).to_bytes(_WINDOW_BYTES, "big")

    def _begin(self, window: bytes) -> None:
        self._memory[:] = window + os.urandom(_KEY_BYTES) + bytes(len(self._memory) - _HEAD)

    def _slots(self, request: HttpRequest) -> list[int]:
        key = self._memory[_WINDOW_BYTES:_HEAD]
        digest = blake2b(_place(request), key=key, digest_size=_ROWS * 4).digest()
        return [
            row * _IN_A_ROW + int.from_bytes(digest[row * 4 : row * 4 + 4], "big") % _IN_A_ROW
            for row in range(_ROWS)
        ]


def _place(request: HttpRequest) -> bytes:
    """Return where a request comes from: an address, or the network of an IPv6 one.

    One household has a /64 of IPv6 addresses, and its machines take a new one every day.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if header := settings.CLIENT_ADDRESS_HEADER:
        # Only the proxy in front of the site may set it. A list of addresses is not believed:
        # its first ones are the sender's own words.
        said = request.headers.get(header, said)
    try:
        address = ip_address(said.strip())
    except ValueError:
        return b""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped.packed if address.ipv4_mapped else address.packed[:8]
    return address.packed


SENDINGS = Counter("sendings", MOST_SENDINGS)
GUESSES = Counter("guesses", MOST_GUESSES)
