"""Referrals graded a second in bulk: in memory, from stored rows, and on the way into the database.

    python -m bench.grading [--reports 2000]

The floor is COPY of the very rows that the import left behind, as in `bench.imports`. What grading
costs an import is the time of reading the facts, asking the policy and giving its reasons, measured
alone over the same reports, against the time of the whole import.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from bench import imports, stock
from bench.synthetic import write_reports
from tests import database

GOAL = 0.10
NAME = "bench_grading"


def measure(reports: int = 2_000) -> dict[str, Any]:
    """Return rates and ratios of one run."""
    import django

    django.setup()
    with (
        tempfile.TemporaryDirectory(prefix="symphony-bench-") as name,
        database.server() as server,
    ):
        folder = Path(name)
        write_reports(folder, reports, random.Random(1))
        stock.wait_for_the_disk(server)
        server.clone(NAME)
        stock.connect(server, NAME)
        imported = _seconds(lambda: _import(folder))
        found = _graded()
        stock.disconnect()
        copied, _, rows = imports._copy_again(server, NAME, 0)
    grading = found.pop("seconds_of_grading")
    return {
        "reports": reports,
        "rows": rows,
        **found,
        "imported_a_second": round(reports / imported),
        "copied_a_second": round(reports / copied),
        "import_against_copy": round(copied / imported, 2),
        "grading_share_of_the_import": round(grading / imported, 3),
        "goal_for_the_share": GOAL,
    }


def _import(folder: Path) -> None:
    from symphony.referrals import files
    from symphony.triage import services as triage

    tally = triage.import_files(files.walk([folder]), by="system:bench")
    assert tally.imported == tally.files, tally


def _graded() -> dict[str, Any]:
    """Grade what was imported again: the rows in memory, and each read from the database."""
    from symphony.core.clock import now
    from symphony.referrals.models import Referral
    from symphony.triage import alarm, grading, policy

    by, at = policy.load(policy.DEFAULT), now()
    stored = Referral.objects.prefetch_related("people", "files", "ip_events")
    known = [
        grading.Known(one, list(one.people.all()), list(one.files.all()), list(one.ip_events.all()))
        for one in stored
    ]
    facts = [by.complete(grading.stated(one)) for one in known]

    def all_of(work: Callable[[Any], Any], things: list[Any]) -> float:
        return min(_seconds(lambda: [work(one) for one in things]) for _ in range(3))

    words = alarm.in_use()

    def look(one: Any) -> Any:
        return alarm.try_to_look(alarm.texts_of(one.referral, one.people, one.files), words)

    count = len(known)
    grade = all_of(lambda one: _place(one, by, at), known)
    few = list(stored[:500])
    each = _seconds(lambda: [grading.assess(grading.known(one), by=by, at=at) for one in few])
    bulk = _seconds(lambda: [grading.assess(one, by=by, at=at) for one in _read_again(stored)])
    return {
        "policy_alone_a_second": round(count / all_of(by.assess, facts)),
        "policy_with_reasons_a_second": round(
            count / all_of(lambda one: by.assess(one).reasons(), facts)
        ),
        "facts_read_a_second": round(count / all_of(grading.stated, known)),
        "graded_and_placed_a_second": round(count / grade),
        "words_looked_for_a_second": round(count / all_of(look, known)),
        "read_in_bulk_and_graded_a_second": round(count / bulk),
        "read_one_by_one_and_graded_a_second": round(len(few) / each),
        "seconds_of_grading": grade,
    }


def _place(one: Any, by: Any, at: Any) -> Any:
    from symphony.triage import grading

    return grading.queue_entry(one.referral, grading.try_to_assess(one, by=by, at=at))


def _read_again(stored: Any) -> Any:
    from symphony.triage import grading

    for one in stored.all():
        people, files = list(one.people.all()), list(one.files.all())
        yield grading.Known(one, people, files, list(one.ip_events.all()))


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=2_000)
    print(json.dumps(measure(arguments.parse_args().reports), indent=2))


if __name__ == "__main__":
    main()
