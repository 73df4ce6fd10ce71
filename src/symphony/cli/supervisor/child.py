"""One of the supervisor's processes: started, watched, started again, stopped."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from symphony.cli import launch
from symphony.cli.logs import Output

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# A process that ran this long was well; its next fall is not the same trouble again.
WELL_AFTER = 60.0


class Child:
    """A process that ought to be running until it is stopped."""

    def __init__(
        self,
        name: str,
        program: Sequence[str],
        environment: Mapping[str, str],
        output: Output,
        *,
        sockets: Sequence[int] = (),
        last_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._program = list(program)
        self._environment = dict(environment)
        self._output = output
        self._sockets = tuple(sockets)
        self._last_signal = last_signal
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = SHORTEST_PAUSE
        self._started = self._due = 0.0

    def start(self) -> None:
        """Start the process. It gets `last_signal` if the supervisor dies without a word."""
        self._process = subprocess.Popen(
            launch.command(self._program, signal=self._last_signal, account=None),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=self._sockets,
            start_new_session=True,
        )
        self._started = time.monotonic()
        self._output.follow(self._process)

    def has_ended(self) -> bool:
        """Say whether the process was started and is no more."""
        return self._process is not None and self._process.poll() is not None

    def last_line(self) -> str:
        """Return the last thing that an ended process said."""
        return self._output.last_line()

    def tend(self, say: Callable[[str], None]) -> None:
        """Start the process again if it has ended, after a pause that grows if it keeps ending."""
        now = time.monotonic()
        if self._process is not None and self.has_ended():
            code = self._process.returncode
            if now - self._started > WELL_AFTER:
                self._pause = SHORTEST_PAUSE
            self._due = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            say(f"{self.name.capitalize()} stopped by itself ({_ending(code)}); starting it again.")
            self._output.keep(f"ended by itself ({_ending(code)})")
            self._process = None
        if self._process is None and now >= self._due:
            self.start()

    def ask_to_stop(self) -> None:
        """Tell the process to finish what it is doing and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait_until_stopped(self, patience: float) -> None:
        """Wait for the process to end; one that does not is killed."""
        if self._process is not None:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._output.close()


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
