"""Runs the tests against Debian's PostgreSQL 15, the oldest that Symphony supports, if it is here.

`python -m tests.on_postgresql_15 [what pytest is given]`
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import database

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def main(arguments: list[str]) -> int:
    """Start a server of that version in a folder that is thrown away, and run pytest."""
    if not (PROGRAMS / "postgres").exists():
        sys.stdout.write("PostgreSQL 15 is left out: Debian's package postgresql-15 is not here.\n")
        return 0
    with database.embedded(PROGRAMS) as address:
        environment = os.environ | {"SYMPHONY_TEST_DATABASE_URL": address}
        program = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(program, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
