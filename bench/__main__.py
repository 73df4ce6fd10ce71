"""Everything that is measured, one after another: a table for people and the same as JSON.

    python -m bench [--quick]

What takes long is asked for by itself: `python -m bench.durability`, and a million referrals with
`python -m bench.taking`. What the default policy makes of simulated people is no speed:
`python -m bench.evaluation`.

Numbers of one machine and one hour: read the ratios.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import grading, imports, policy, queue, starting, taking


def main() -> None:
    """Measure, print a table on the error stream and JSON on the output."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    quick = arguments.parse_args().quick
    found = {
        "imports": imports.measure(reports=300 if quick else 2_000, rounds=1 if quick else 3),
        "policy": policy.measure(5_000 if quick else 50_000),
        "grading": grading.measure(300 if quick else 2_000),
        "queue": queue.measure(referrals=1_000 if quick else 10_000),
        "taking": taking.measure([5_000], waiting=1_000, takes=480, requests=48, think=0.1)
        if quick
        else taking.measure([100_000]),
        "reporting": _reporting(10 if quick else 40),
        "starting": starting.measure("small" if quick else "full"),
    }
    table = Table("What", "Measured", title="Symphony, measured")
    for group, results in found.items():
        for name, value in _flat(results):
            table.add_row(f"{group}: {name}", str(value))
    Console(stderr=True).print(table)
    print(json.dumps(found, indent=2))


def _reporting(flows: int) -> dict[str, Any]:
    """Measure the public form in a process of its own: it has to be the public site itself."""
    program = [sys.executable, "-m", "bench.reporting", "--flows", str(flows)]
    found: dict[str, Any] = json.loads(subprocess.run(program, stdout=-1, check=True).stdout)
    return found


def _flat(results: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows = []
    for name, value in results.items():
        words = f"{before}{name}".replace("_", " ")
        if isinstance(value, dict):
            rows += _flat(value, f"{words}, ")
        else:
            rows.append((words, value))
    return rows


if __name__ == "__main__":
    main()
