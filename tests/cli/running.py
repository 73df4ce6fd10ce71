"""Homes, ports and running installations, for the tests of the command line."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60
SECRETS = ("DATABASE_URL", "SYMPHONY_DATABASE_URL", "SYMPHONY_SITE", "SYMPHONY_SECRET_KEY")
# Named, it would say that the keyholder runs apart.
SECRETS += ("SYMPHONY_SEALING_KEY",)


@dataclass
class Home:
    """A SYMPHONY_HOME of a test's own, with two free ports."""

    path: Path
    ports: tuple[int, int]
    extra: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in SECRETS}
        return kept | {
            "SYMPHONY_HOME": str(self.path),
            "SYMPHONY_PORT": str(self.ports[0]),
            "SYMPHONY_STAFF_PORT": str(self.ports[1]),
            "PYTHONWARNINGS": "default",
            **self.extra,
        }

    def run(self, *arguments, **options):
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "symphony.cli.main", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            cwd=self.path.parent,
            **options,
        )

    def up(self, *arguments):
        """Start `symphony up` and wait until it says that it runs."""
        process = self.begin("up", *arguments)
        self.read_until(process, "Symphony is running")
        return process

    def begin(self, *arguments):
        """Start a command and leave it running."""
        process = subprocess.Popen(
            [sys.executable, "-m", "symphony.cli.main", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.path.parent,
            # A test run in the background has Ctrl-C ignored, and hands that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.started.append(process)
        return process

    @staticmethod
    def read_until(process, text):
        """Return what the process says up to the line with that text."""
        lines = []
        for line in process.stdout:
            lines.append(line)
            if text in line:
                return "".join(lines)
        raise AssertionError(f"It never said {text!r}, but:\n{''.join(lines)}")

    def processes(self, *words):
        """Return the ids of this home's processes whose command line holds the words."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                home = f"SYMPHONY_HOME={self.path}\0".encode()
                ours = str(self.path) in command or home in (entry / "environ").read_bytes()
            except OSError:
                continue
            if ours and all(word in command for word in words):
                found.append(int(entry.name))
        return sorted(found)

    def stop_all(self):
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
                process.stdout.close()


@contextmanager
def copied_home(original):
    """Copy a home, with its database."""
    with new_home() as found:
        subprocess.run(["cp", "-a", str(original.path), str(found.path)], check=True)
        yield found


def wait_until(condition, *, patience=30, what="it happened"):
    """Wait for something that another process does."""
    began = time.monotonic()
    while not (found := condition()):
        assert time.monotonic() - began < patience, f"waited {patience} s until {what}"
        time.sleep(0.05)
    return found


def free_ports():
    with socket.socket() as one, socket.socket() as two:
        for each in (one, two):
            each.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@contextmanager
def new_home():
    """Make a home that the database's account can reach, which pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-cli-"))
    folder.chmod(0o755)
    found = Home(folder / "home", free_ports())
    try:
        yield found
    finally:
        found.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
