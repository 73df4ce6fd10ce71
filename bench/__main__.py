"""Everything that is measured, one after another: a table for people and the same as JSON.

    python -m bench [--quick]

Numbers of one machine and one hour: read the ratios.
"""

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import imports, queue, starting


def main() -> None:
    """Measure, print a table on the error stream and JSON on the output."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    quick = arguments.parse_args().quick
    found = {
        "imports": imports.measure(reports=300 if quick else 2_000, rounds=1 if quick else 3),
        "queue": queue.measure(referrals=1_000 if quick else 10_000),
        "starting": starting.measure("small" if quick else "full"),
    }
    table = Table("What", "Measured", title="Symphony, measured")
    for group, results in found.items():
        for name, value in _flat(results):
            table.add_row(f"{group}: {name}", str(value))
    Console(stderr=True).print(table)
    print(json.dumps(found, indent=2))


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
