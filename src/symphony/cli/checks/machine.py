"""Is the machine well: its clock and its disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from symphony.cli.checks import Finding, fail, ok, warn
from symphony.core import clock, installation

GIGABYTE = 1024**3
LOW, TOO_LOW = 2 * GIGABYTE, GIGABYTE // 4


def look(home: Path) -> Iterator[Finding]:
    """Look at the clock and at the disk that the home lies on."""
    yield _clock()
    yield _disk(home)


def _clock() -> Finding:
    with connection.cursor() as cursor:
        before = clock.real_now()
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    apart = abs((theirs - before).total_seconds())
    text = f"the database's and this machine's are {apart:.1f} s apart"
    if installation.is_demonstration():
        text += f"; in the demonstration it is {clock.now():%d %B %Y %H:%M} UTC"
    if apart > 60:
        return fail("clock", text)
    return warn("clock", text) if apart > 5 else ok("clock", text)


def _disk(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    text = f"{free / GIGABYTE:.1f} GB free at {home}"
    if free < TOO_LOW:
        return fail("disk", text)
    return warn("disk", text) if free < LOW else ok("disk", text)
