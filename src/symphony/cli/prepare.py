"""Brings the database up to date, as its owner: migrations, grants, and the installation's kind.

Runs as a process of its own (`python -m symphony.cli.prepare [demonstration]`), because the owner's
address must not be known to a process that serves pages. It prints the kind.
"""

import sys

# One at a time, also when two machines share an outside server. Any constant number will do.
ADVISORY_LOCK = 7_317_001
# No fault of Python's ends a process with this number.
REFUSED = 10


def main(wanted: str) -> int:
    """Migrate, give the roles what the models declare, and settle the kind at the first start."""
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from symphony.core import clock, grants, installation

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        call_command("migrate", verbosity=0, interactive=False)
        grants.apply(connection)
        if wanted == installation.DEMONSTRATION:
            begun = installation.begin(
                kind=installation.DEMONSTRATION, clock_offset=clock.offset_that_opens_now()
            )
        else:
            begun = installation.current() or installation.begin(kind=installation.REAL)
    except installation.OtherKind as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    finally:
        connection.close()
    sys.stdout.write(f"{begun.kind}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
