"""Which processes an installation consists of, and what each of them is told."""

import signal
import socket
import sys
from collections.abc import Sequence

from symphony.cli.configuration import Configuration
from symphony.cli.database.embedded import Addresses
from symphony.cli.environment import WEB_THREADS, of_process
from symphony.cli.logs import Output
from symphony.cli.supervisor.child import Child


def site(
    name: str,
    configuration: Configuration,
    addresses: Addresses,
    sockets: Sequence[socket.socket],
) -> Child:
    """Return the web server of one site, `public` or `staff`, with its own role's address."""
    program = [sys.executable, "-m", "gunicorn", "--config", "python:symphony.cli.web_server"]
    for each in sockets:
        program += ["--bind", f"fd://{each.fileno()}"]
    url = addresses.public if name == "public" else addresses.staff
    return Child(
        f"the {name} site",
        [*program, "symphony.wsgi:application"],
        of_process(configuration, site=name, url=url, threads=WEB_THREADS),
        Output(configuration.home.logs, name),
        sockets=[each.fileno() for each in sockets],
        last_signal=signal.SIGQUIT,
    )


def worker(configuration: Configuration, addresses: Addresses) -> Child:
    """Return the background worker."""
    return Child(
        "the worker",
        [sys.executable, "-m", "symphony.jobs.worker"],
        of_process(configuration, site="worker", url=addresses.staff),
        Output(configuration.home.logs, "worker"),
    )


def keyholder(configuration: Configuration, addresses: Addresses) -> Child | None:
    """Return the keyholder, or None where it runs apart from this installation's account."""
    if configuration.keyholder_is_apart:
        return None
    return Child(
        "the keyholder",
        [sys.executable, "-m", "symphony.keyholder"],
        of_process(configuration, site="keyholder", url=addresses.staff),
        Output(configuration.home.logs, "keyholder"),
    )
