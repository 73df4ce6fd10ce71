"""From `symphony up --demo` to the first page, new and again, and the demonstration's loading.

    python -m bench.starting [--size small|full]

The ratio is the second start against the first; the loading is given step by step.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.cli.running import free_ports

PATIENCE = 600


def measure(size: str = "full") -> dict[str, Any]:
    """Return seconds to the first page of each site, and seconds of loading by step."""
    with tempfile.TemporaryDirectory(prefix="symphony-bench-home-") as home:
        public, staff = free_ports()
        environment = os.environ | {
            "SYMPHONY_HOME": home,
            "SYMPHONY_PORT": str(public),
            "SYMPHONY_STAFF_PORT": str(staff),
        }
        steps, loading = _load(environment, size)
        again = _first_page(environment, public, "up")
    with tempfile.TemporaryDirectory(prefix="symphony-bench-home-") as home:
        environment |= {"SYMPHONY_HOME": home}
        first = _first_page(environment, public, "up")
    return {
        "first_page_new_seconds": round(first, 1),
        "first_page_again_seconds": round(again, 1),
        "again_against_new": round(again / first, 2),
        "demonstration": size,
        "demonstration_seconds": round(loading, 1),
        "demonstration_steps_done_at": steps,
    }


def _program(*words: str) -> list[str]:
    return [sys.executable, "-m", "symphony.cli.main", *words]


def _first_page(environment: dict[str, str], port: int, command: str) -> float:
    began = time.perf_counter()
    with subprocess.Popen(
        _program(command),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        while not _answers(f"http://localhost:{port}/"):
            assert program.poll() is None, "it ended before its first page"
            assert time.perf_counter() - began < PATIENCE
            time.sleep(0.02)
        took = time.perf_counter() - began
        program.send_signal(signal.SIGINT)
        program.wait(PATIENCE)
    return took


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


def _load(environment: dict[str, str], size: str) -> tuple[dict[str, float], float]:
    """Load the demonstration; its steps say on the error stream when they are done."""
    began = time.perf_counter()
    steps = {}
    with subprocess.Popen(
        _program("demo", "--size", size),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stderr is not None
        for line in program.stderr:
            step, _, done = line.rpartition(":")
            if done.strip().isdigit():
                steps[step] = round(time.perf_counter() - began, 1)
    assert program.returncode == 0, "the demonstration did not load"
    return steps, time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", choices=["small", "full"], default="full")
    print(json.dumps(measure(arguments.parse_args().size), indent=2))


if __name__ == "__main__":
    main()
