"""Both sites, worker and keyholder as they run in earnest, over a test's own database."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from symphony.cli.configuration import Configuration
from symphony.cli.database.embedded import Addresses
from symphony.cli.home import Home
from symphony.cli.supervisor import processes, run, sockets
from symphony.core.grants import OWNER, PUBLIC, STAFF

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUILT = Path(__file__).parents[1] / "build" / "static" / "staticfiles.json"
PATIENCE = 60
# The other half of the SYMPHONY_SEALING_KEY that all tests have.
PRIVATE_KEY = bytes([1]) * 32


@dataclass(frozen=True)
class LiveSites:
    """Where the sites are, without a slash at the end, and where their logs lie."""

    public: str
    staff: str
    logs: Path


@contextmanager
def sites(server, database):
    """Start the processes, wait for their first pages, and stop them at the end."""
    if not BUILT.exists():
        raise RuntimeError("The style sheets and scripts are not built: run `make install`.")
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-live-"))
    home = Home(folder / "home")
    home.make()
    home.write_key("keyholder.key", PRIVATE_KEY.hex())
    listening = {name: sockets.listen("127.0.0.1", 0, "") for name in ("public", "staff")}
    ports = {name: taken[0].getsockname()[1] for name, taken in listening.items()}
    configuration = Configuration(
        home,
        ports["public"],
        ports["staff"],
        "127.0.0.1",
        owner_url="",
        staff_url="",
        public_url="",
    )
    addresses = Addresses(*(server.url(role, database) for role in (OWNER, STAFF, PUBLIC)))
    with mock.patch.dict(os.environ):
        del os.environ["SYMPHONY_STATIC_STORAGE"]
        children = [
            *(
                processes.site(name, configuration, addresses, listening[name])
                for name in listening
            ),
            processes.worker(configuration, addresses),
            processes.keyholder(configuration, addresses),
        ]
    try:
        for child in children:
            child.start()
        for taken in listening.values():
            _wait_until_it_serves(taken[0], children)
        yield LiveSites(
            f"http://localhost:{ports['public']}", f"http://localhost:{ports['staff']}", home.logs
        )
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_until_stopped(PATIENCE)
        for taken in listening.values():
            sockets.close(taken)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_serves(listening, children):
    began = time.monotonic()
    while not run.serves(listening):
        for child in children:
            assert not child.has_ended(), f"{child.name} did not start: {child.last_line()}"
        assert time.monotonic() - began < PATIENCE, "a site does not serve its pages"
        time.sleep(0.1)
