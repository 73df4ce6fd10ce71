"""Everything that is measured, one after another: a table for people and the same as JSON.

    python -m bench [--quick]

The durability run takes long and is asked for by itself: `python -m bench.durability`.

Numbers of one machine and one hour: read the ratios.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import imports, policy, queue, starting


def main() -> None:
    """Measure, print a table on the error stream and JSON on the output."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    quick = arguments.parse_args().quick
    found = {
        "imports": imports.measure(reports=300 if quick else 2_000, rounds=1 if quick else 3),
        "policy": policy.measure(5_000 if quick else 50_000),
        "queue": queue.measure(referrals=1_000 if quick else 10_000),
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
