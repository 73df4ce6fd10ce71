"""What a process may know: its own role's database address and no other."""

import os

from symphony.cli.configuration import Configuration

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
        "SYMPHONY_SECRET_KEY": configuration.home.secret_key(site),
        "SYMPHONY_SEALING_KEY": configuration.home.sealing_key(),
        "SYMPHONY_PORT": str(configuration.public_port),
        "SYMPHONY_STAFF_PORT": str(configuration.staff_port),
    }
    kept.pop("SYMPHONY_WEB_THREADS", None)
    return kept | own | ({"SYMPHONY_WEB_THREADS": str(threads)} if threads else {})


def enter(configuration: Configuration, *, site: str, url: str) -> None:
    """Make this very process one of Symphony's, and set Django up."""
    own = of_process(configuration, site=site, url=url)
    for name in SECRETS:
        os.environ.pop(name, None)
    os.environ.update(own)

    import django

    django.setup()
