"""What a child process may know: its own role's database address and no other."""

import os
import subprocess
import sys

from symphony.cli.configuration import Configuration
from symphony.cli.exits import NotPossibleNow, Refused

# Whoever serves pages must not find another role's address beside its own.
SECRETS = ("DATABASE_URL", "SYMPHONY_STAFF_DATABASE_URL", "SYMPHONY_PUBLIC_DATABASE_URL")
WEB_THREADS = 4


def of_process(
    configuration: Configuration, *, site: str, url: str, threads: int = 0
) -> dict[str, str]:
    """Return the environment of one of Symphony's processes."""
    kept = {name: value for name, value in os.environ.items() if name not in SECRETS}
    own = {
        "DJANGO_SETTINGS_MODULE": "symphony.settings",
        "SYMPHONY_SITE": site,
        "PGAPPNAME": f"symphony {site}",
        "SYMPHONY_DATABASE_URL": url,
        "SYMPHONY_HOME": str(configuration.home.root),
        "SYMPHONY_SECRET_KEY": configuration.home.secret_key(),
        "SYMPHONY_PORT": str(configuration.public_port),
        "SYMPHONY_STAFF_PORT": str(configuration.staff_port),
    }
    kept.pop("SYMPHONY_WEB_THREADS", None)
    return kept | own | ({"SYMPHONY_WEB_THREADS": str(threads)} if threads else {})


def bring_up_to_date(configuration: Configuration, owner_url: str, *, demonstration: bool) -> str:
    """Migrate and grant as the owner, in a process of its own; return the installation's kind.

    :raises Refused: if a demonstration is wanted where a real installation has begun
    :raises NotPossibleNow: if the database could not be brought up to date
    """
    kind = "demonstration" if demonstration else ""
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
    lines = done.stderr.strip().splitlines() or ["it said nothing"]
    if done.returncode == Refused.exit_code and len(lines) == 1:
        raise Refused(lines[0])
    raise NotPossibleNow(f"The database could not be brought up to date: {lines[-1]}")


def enter(configuration: Configuration, *, site: str, url: str) -> None:
    """Make this very process one of Symphony's, and set Django up."""
    own = of_process(configuration, site=site, url=url)
    for name in SECRETS:
        os.environ.pop(name, None)
    os.environ.update(own)

    import django

    django.setup()
