"""What a process may know: its own role's database address and no other."""

import os
from pathlib import Path

from symphony.cli.configuration import Configuration
from symphony.cli.database import place

# Whoever serves pages must not find another role's address beside its own.
SECRETS = ("DATABASE_URL", "SYMPHONY_STAFF_DATABASE_URL", "SYMPHONY_PUBLIC_DATABASE_URL")
WEB_THREADS = 4
SOCKET_NAME = "keyholder.sock"
# Where notices are mailed from, with its password: the worker's business alone.
MAIL = "SYMPHONY_EMAIL_URL"
MEETS_THE_KEYHOLDER = ("staff", "keyholder")


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
        "SYMPHONY_SECRET_KEY": configuration.home.secret_key(site),
        "SYMPHONY_SEALING_KEY": configuration.sealing_key or configuration.home.sealing_key(),
        "SYMPHONY_PORT": str(configuration.public_port),
        "SYMPHONY_STAFF_PORT": str(configuration.staff_port),
    }
    for name in ("SYMPHONY_WEB_THREADS", "SYMPHONY_KEYHOLDER_SOCKET"):
        kept.pop(name, None)
    if site != "worker":
        kept.pop(MAIL, None)
    if threads:
        own["SYMPHONY_WEB_THREADS"] = str(threads)
    if site in MEETS_THE_KEYHOLDER:
        own["SYMPHONY_KEYHOLDER_SOCKET"] = str(keyholder_socket(configuration))
    return kept | own


def keyholder_socket(configuration: Configuration) -> Path:
    """Return where the keyholder listens: a named place, or one that only this account enters."""
    if configuration.keyholder_socket:
        return Path(configuration.keyholder_socket)
    run = configuration.home.run
    return place.short_enough(run, SOCKET_NAME, None, told_apart_by=run) / SOCKET_NAME


def enter(configuration: Configuration, *, site: str, url: str) -> None:
    """Make this very process one of Symphony's, and set Django up."""
    own = of_process(configuration, site=site, url=url)
    for name in SECRETS:
        os.environ.pop(name, None)
    os.environ.update(own)

    import django

    django.setup()
