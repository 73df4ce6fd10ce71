"""The embedded PostgreSQL server: made once, started, watched and stopped."""

import locale
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from symphony.cli import launch
from symphony.cli.database import leftover
from symphony.cli.database.account import Account, give
from symphony.cli.database.binaries import Binaries
from symphony.cli.exits import NotPossibleNow
from symphony.cli.logs import Output

ADMIN = "symphony_admin"
PORT = 5432
# Statements and details can hold what people wrote, so neither goes to the log.
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "idle_in_transaction_session_timeout": "15min",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
FAST_SHUTDOWN = signal.SIGINT
IMMEDIATE_SHUTDOWN = signal.SIGQUIT


@dataclass
class Cluster:
    """One embedded server; `durable` is off only for tests, whose data nobody misses."""

    data: Path
    sockets: Path
    logs: Path
    binaries: Binaries
    account: Account | None
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    output: Output | None = field(default=None, init=False)

    def exists(self) -> bool:
        """Say whether the server's files were made, completely."""
        return (self.data / "PG_VERSION").exists()

    def make(self, password: str) -> None:
        """Make the server's files, with a superuser of that password.

        They get their name only when complete, so a first start that was killed begins again.

        :raises NotPossibleNow: if PostgreSQL's own program fails, with what it said
        """
        unfinished = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        give(self.account, unfinished)
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(password)
            file.flush()
            give(self.account, Path(file.name))
            program = [self.binaries.program("initdb"), "--pgdata", str(unfinished)]
            program += ["--username", ADMIN, "--pwfile", file.name, "--auth", "scram-sha-256"]
            program += ["--encoding", "UTF8", "--data-checksums", *self._locale()]
            program += [] if self.durable else ["--no-sync"]
            self._run(program)
        unfinished.rename(self.data)

    def check_version(self) -> None:
        """Refuse data that another major version wrote.

        :raises NotPossibleNow: if so, naming both versions
        """
        written, ours = int((self.data / "PG_VERSION").read_text()), self.binaries.major()
        if written != ours:
            raise NotPossibleNow(
                f"The database in {self.data} was written by PostgreSQL {written}, and this"
                f" Symphony brings {ours}: dump it with the earlier release and load it into a"
                " new SYMPHONY_HOME."
            )

    def start(self, *, say: Callable[[str], None] = lambda line: None) -> None:
        """Start the server and return when it answers.

        It ends when this process does, however that ends.

        :raises NotPossibleNow: if it stops instead, with the last thing it said
        """
        self.stop()
        leftover.clear(self.data, self.sockets)
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        settings |= {} if self.durable else NOT_DURABLE
        program = [self.binaries.program("postgres"), "-D", str(self.data)]
        program += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            launch.command(program, signal=FAST_SHUTDOWN, account=self._ids()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
        )
        self.output = Output(self.logs, "database")
        self.output.follow(self.process)
        self._wait_until_ready(self.output, say)

    def is_running(self) -> bool:
        """Say whether the server that this process started is running."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, committed ones are on the disk."""
        if self.process:
            for order, patience in ((FAST_SHUTDOWN, 60), (IMMEDIATE_SHUTDOWN, 10)):
                if self.process.poll() is None:
                    self.process.send_signal(order)
                    with suppress(subprocess.TimeoutExpired):
                        self.process.wait(patience)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.process = None
        if self.output:
            self.output.close()
            self.output = None

    def url(self, *, user: str, password: str, database: str = "symphony") -> str:
        """Return the address for one role."""
        place = urlencode({"host": str(self.sockets), "port": PORT})
        return f"postgresql://{quote(user)}:{quote(password)}@/{quote(database)}?{place}"

    def _ids(self) -> tuple[int, int] | None:
        return self.account.ids if self.account else None

    def _locale(self) -> list[str]:
        """Choose an order and a letter case that are the same on every machine."""
        letters = ["--lc-ctype", "C.UTF-8"] if _machine_knows("C.UTF-8") else []
        if self.binaries.major() >= 17:
            provider = ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
            return [*provider, "--locale", "C", *letters]
        return ["--locale", "C", *letters]

    def _run(self, program: list[str]) -> None:
        order = launch.command(program, signal=signal.SIGTERM, account=self._ids())
        done = subprocess.run(order, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode != 0:
            raise NotPossibleNow(f"The database could not be made: {_last_line(done.stderr)}")

    def _wait_until_ready(self, output: Output, say: Callable[[str], None]) -> None:
        began, told = time.monotonic(), False
        while not self._says_ready():
            assert self.process is not None
            if self.process.poll() is not None:
                said = output.last_line()
                self.stop()
                raise NotPossibleNow(f"The database did not start: {said}")
            if not told and time.monotonic() - began > 5:
                say("The database is recovering from a sudden stop; this can take a while ...")
                told = True
            time.sleep(0.05)

    def _says_ready(self) -> bool:
        """Read the state that the server writes into the eighth line of its lock file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        ours = self.process is not None and lines[0] == str(self.process.pid)
        return ours and len(lines) > 7 and lines[7].strip() == "ready"


def _machine_knows(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
