"""Runs an installation from its first process to its last."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from symphony.cli import launch
from symphony.cli.configuration import Configuration
from symphony.cli.database.embedded import Addresses
from symphony.cli.database.opening import Database
from symphony.cli.environment import of_process
from symphony.cli.exits import NotPossibleNow
from symphony.cli.supervisor import processes
from symphony.cli.supervisor.child import SHORTEST_PAUSE

FIRST_PAGE_PATIENCE = 120.0
WEB_PATIENCE, BEHIND_PATIENCE, LOADING_PATIENCE = 20.0, 20.0, 20.0
LOOK_EVERY = 0.2


class Stop(BaseException):
    """Somebody asked the installation to stop."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the first Ctrl-C, TERM or hang-up into `Stop`; further ones change nothing."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)
        raise Stop

    before = {each: signal.signal(each, stop) for each in asked}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Installation:
    """The processes of a running installation, over an open database."""

    def __init__(
        self,
        configuration: Configuration,
        database: Database,
        sockets: dict[str, list[socket.socket]],
        say: Callable[[str], None],
    ) -> None:
        self._configuration = configuration
        self._database = database
        self._sockets = sockets
        self._say = say
        self._loading: subprocess.Popen[bytes] | None = None
        self._database_due, self._database_pause = 0.0, SHORTEST_PAUSE
        addresses = database.addresses
        self._sites = [
            processes.site(name, configuration, addresses, sockets[name]) for name in sockets
        ]
        keyholder = processes.keyholder(configuration, addresses)
        # What works behind the sites.
        self._behind = [processes.worker(configuration, addresses), *filter(None, [keyholder])]

    def start(self) -> None:
        """Start both sites, the worker and the keyholder."""
        for child in (*self._sites, *self._behind):
            child.start()

    def wait_for_first_pages(self) -> None:
        """Return when both sites serve.

        :raises NotPossibleNow: if one of them ends or does not get there
        """
        for name, child in zip(self._sockets, self._sites, strict=True):
            began = time.monotonic()
            while not serves(self._sockets[name][0]):
                if child.has_ended():
                    raise NotPossibleNow(f"{child.name} did not start: {child.last_line()}")
                if time.monotonic() - began > FIRST_PAGE_PATIENCE:
                    where = self._configuration.home.logs / f"{name}.log"
                    raise NotPossibleNow(f"{child.name} does not serve its pages: see {where}")
                time.sleep(0.1)

    def load_demonstration(self, size: str) -> None:
        """Start loading; its progress shows beside whatever the installation says."""
        program = [sys.executable, "-m", "symphony.cli.main", "demo", "--size", size]
        self._loading = subprocess.Popen(
            launch.command(program, signal=signal.SIGTERM, account=None),
            env=os.environ | {"SYMPHONY_HOME": str(self._configuration.home.root)},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def run(self) -> None:
        """Look after everything until `Stop`."""
        while True:
            self._tend_database()
            for child in (*self._sites, *self._behind):
                child.tend(self._say)
            if self._loading and self._loading.poll() is not None:
                if self._loading.returncode:
                    self._say("Loading the demonstration broke off; `symphony demo` goes on.")
                self._loading = None
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop everything but the database: first what people see, last what works behind it."""
        for child in self._sites:
            child.ask_to_stop()
        if self._loading and self._loading.poll() is None:
            self._loading.terminate()
        for child in self._sites:
            child.wait_until_stopped(WEB_PATIENCE)
        if self._loading:
            try:
                self._loading.wait(LOADING_PATIENCE)
            except subprocess.TimeoutExpired:
                self._loading.kill()
        for child in self._behind:
            child.ask_to_stop()
        for child in self._behind:
            child.wait_until_stopped(BEHIND_PATIENCE)

    def _tend_database(self) -> None:
        cluster = self._database.cluster
        if cluster is None or cluster.is_running() or time.monotonic() < self._database_due:
            return
        self._say("The database stopped by itself; starting it again.")
        try:
            cluster.start(say=self._say)
        except NotPossibleNow as reason:
            self._say(reason.message)
            self._database_pause = min(self._database_pause * 2, 30.0)
        else:
            self._database_pause = SHORTEST_PAUSE
        self._database_due = time.monotonic() + self._database_pause


def greeting(configuration: Configuration, addresses: Addresses) -> dict[str, Any]:
    """Ask, as the staff role, what a newcomer needs to be told (see `cli/greeting.py`)."""
    done = subprocess.run(
        [sys.executable, "-m", "symphony.cli.greeting"],
        env=of_process(configuration, site="staff", url=addresses.staff),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotPossibleNow(f"The accounts could not be read: {said}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def serves(listening: socket.socket) -> bool:
    """Say whether a site answers that it is ready."""
    host, port = listening.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not listened on
    connection = http.client.HTTPConnection(here, port, timeout=5)
    allowed = (os.environ.get("SYMPHONY_ALLOWED_HOSTS") or "localhost").split(",")[0]
    headers = {"Host": allowed.lstrip(".*") or "localhost", "X-Forwarded-Proto": "https"}
    try:
        connection.request("GET", "/health/ready", headers=headers)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
