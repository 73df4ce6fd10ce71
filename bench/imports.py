"""Reports imported per second, fully stored and graded, against floors in the same run.

    python -m bench.imports [--reports 1000] [--rounds 3]

The floors: parsing the same files with lxml and nothing else; COPY of the very rows that the
import left behind, written by the same driver into an equal and empty database with the same keys,
indexes and constraints; and the same with the lines finished beforehand, which is the server's
share alone. Rates change from machine to machine and hour to hour; look at the ratios, and trust
none that was measured while the machine was busy.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from bench.synthetic import write_reports
from tests import database

GOAL = 1 / 3
LXML = "lxml alone"
READ = "read into fields"
COPY = "COPY of the same rows"
HANDED = "COPY of finished lines"
IMPORT = "imported, stored and graded"


def measure(reports: int = 1_000, rounds: int = 3) -> dict[str, Any]:
    """Return the rates and the ratios: the median of some rounds, each in databases of its own."""
    import django

    django.setup()
    with (
        tempfile.TemporaryDirectory(prefix="symphony-bench-") as name,
        database.server() as server,
    ):
        folder = Path(name)
        size = write_reports(folder, reports, random.Random(1))
        _wait_for_the_disk(server)
        found = [_round(server, folder, number) for number in range(rounds)]
    each = {name: median(reports / one.seconds[name] for one in found) for name in found[0].seconds}
    return {
        "reports": reports,
        "rounds": rounds,
        "bytes": size,
        "rows": found[0].rows,
        "reports_per_second": {name: round(rate) for name, rate in each.items()},
        "import_against_copy": round(median(one.against(COPY) for one in found), 2),
        "import_against_lxml": round(median(one.against(LXML) for one in found), 3),
        "goal_against_copy": round(GOAL, 2),
        "import_against_finished_lines": round(median(one.against(HANDED) for one in found), 2),
    }


@dataclass(frozen=True)
class _Round:
    seconds: dict[str, float]
    rows: int

    def against(self, other: str) -> float:
        return self.seconds[other] / self.seconds[IMPORT]


def _round(server: database.Server, folder: Path, number: int) -> _Round:
    name = f"bench_import_{number}"
    with _connected(server, name):
        parsed = _seconds(lambda: _parse(folder))
        read = _seconds(lambda: _read(folder))
        imported = _seconds(lambda: _import(folder))
    copied, handed, rows = _copy_again(server, name, number)
    seconds = {LXML: parsed, READ: read, HANDED: handed, COPY: copied, IMPORT: imported}
    return _Round(seconds, rows)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _parse(folder: Path) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for path in folder.rglob("*.xml"):
        etree.fromstring(path.read_bytes(), parser)


def _read(folder: Path) -> None:
    from symphony.referrals import cybertipline

    for path in folder.rglob("*.xml"):
        cybertipline.read(path.read_bytes())


def _import(folder: Path) -> None:
    from symphony.referrals import files
    from symphony.triage import services as triage

    tally = triage.import_files(files.walk([folder]), by="system:bench")
    assert tally.imported == tally.files, tally


def _wait_for_the_disk(server: database.Server) -> None:
    """Have the server of the tests store as surely as a real one does."""
    import psycopg

    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {setting} = on")
        admin.execute("SELECT pg_reload_conf()")


@contextmanager
def _connected(server: database.Server, name: str) -> Iterator[Any]:
    """Point Django at a new clone, as the staff role."""
    import psycopg
    from django.db import connection

    from symphony.core.grants import STAFF

    server.clone(name)
    parts = psycopg.conninfo.conninfo_to_dict(server.url(STAFF, name))
    connection.settings_dict.update(
        NAME=name,
        USER=STAFF,
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT=parts["port"],
    )
    try:
        yield connection
    finally:
        connection.close()


def _copy_again(server: database.Server, source: str, number: int) -> tuple[float, float, int]:
    """COPY every row that the import stored into equal and empty databases.

    Returns the seconds with the driver writing each row, as the import does; the seconds with the
    finished lines only handed over; and how many rows there are.
    """
    import psycopg

    from symphony.core.grants import OWNER

    rows: dict[str, list[tuple[Any, ...]]] = {}
    lines: dict[str, bytes] = {}
    with psycopg.connect(server.url(OWNER, source)) as connection:
        for name in _tables(connection):
            rows[name] = _rows(connection, name)
            with connection.cursor().copy(f'COPY "{name}" TO STDOUT') as copy:
                lines[name] = b"".join(bytes(block) for block in copy)

    def by_driver(target: Any) -> None:
        for name, each in rows.items():
            with target.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
                for row in each:
                    copy.write_row(row)
        target.commit()

    def handed_over(target: Any) -> None:
        for name, text in lines.items():
            with target.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
                copy.write(text)
        target.commit()

    seconds = []
    for place, work in enumerate((by_driver, handed_over)):
        name = f"bench_copy_{number}_{place}"
        server.clone(name)
        with psycopg.connect(server.url(OWNER, name)) as target:
            seconds.append(_seconds(partial(work, target)))
    return seconds[0], seconds[1], sum(map(len, rows.values()))


def _tables(connection: Any) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        " AND table_type = 'BASE TABLE' AND split_part(table_name, '_', 1)"
        " IN ('referrals', 'triage', 'audit') ORDER BY table_name"
    )
    return [name for (name,) in found.fetchall()]


def _rows(connection: Any, table: str) -> list[tuple[Any, ...]]:
    """Return a table's rows as the driver takes them: its objects, JSON marked as JSON."""
    from psycopg.types.json import Jsonb

    cursor = connection.execute(f'SELECT * FROM "{table}"')
    json_type = 3802
    is_json = [column.type_code == json_type for column in cursor.description]
    return [
        tuple(
            Jsonb(value) if marked and value is not None else value
            for value, marked in zip(row, is_json, strict=True)
        )
        for row in cursor.fetchall()
    ]


def table(result: dict[str, Any]) -> str:
    """Return the result for a person to read."""
    lines = [
        f"{result['reports']:,} reports, {result['rows']:,} rows, {result['bytes']:,} bytes;"
        f" median of {result['rounds']} rounds"
    ]
    lines += [f"  {name:<28} {rate:>8,} /s" for name, rate in result["reports_per_second"].items()]
    ratio, goal = result["import_against_copy"], result["goal_against_copy"]
    lines.append(f"  import against COPY: {ratio:.2f} (goal: at least {goal:.2f})")
    lines.append(f"  import against finished lines: {result['import_against_finished_lines']:.2f}")
    lines.append(f"  import against lxml: {result['import_against_lxml']:.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=1_000)
    arguments.add_argument("--rounds", type=int, default=3)
    found = measure(**vars(arguments.parse_args()))
    print(table(found))
    print(json.dumps(found))
