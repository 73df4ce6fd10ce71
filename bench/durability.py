"""Acknowledged means durable: reports are sent while everything is killed, again and again.

    python -m bench.durability [--kills 200] [--flows 5000] [--clients 4]

A whole installation runs (`symphony up`, embedded database). Clients go through the public form;
meanwhile web processes, worker, keyholder and database are killed with -9 at random moments, and
the supervisor starts them again. At the end every reference that a client was shown has to be in
the letterbox and in the queue, and no report twice. The ratio is the flows lost to those shown.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tests  # noqa: F401 - sets the environment that the settings read
from bench.reporter import Reporter, Stuck
from tests.cli.running import Home, new_home

# What is killed, and how often relative to each other. The supervisor waits longer and longer
# before it starts a process again that keeps falling; so its own children fall less often.
VICTIMS = {"web process": 10, "database": 4, "worker": 2, "keyholder": 2, "web server": 1}
COLLECTING = 90.0
WANTS_WORDS = 10
# Every road, the shortest more often: what is to be lost is the same at the end of each.
DOORS = ("worried", "child", "professional", "survivor", *["own_behaviour"] * 6)
NEEDLE = "Durability run, report {:06}"


@dataclass
class Run:
    """What happened, as the clients and the killer saw it."""

    shown: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    tried_again: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    begun: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_number(self, most: int) -> int | None:
        with self.lock:
            if self.begun >= most:
                return None
            self.begun += 1
            return self.begun


def measure(
    *, kills: int = 200, flows: int = 5000, clients: int = 4, seed: int = 1
) -> dict[str, Any]:
    """Run until that many kills and flows are done; return what was shown, lost and doubled."""
    with new_home() as home:
        process = home.up()
        _read_on(process)
        run, done = Run(), threading.Event()
        senders = [
            threading.Thread(target=_send, args=(home, run, flows, done, kills))
            for _ in range(clients)
        ]
        killer = threading.Thread(target=_kill, args=(home, run, kills, flows, done, seed))
        began = time.monotonic()
        for thread in (*senders, killer):
            thread.start()
        killer.join()
        for thread in senders:
            thread.join()
        took = time.monotonic() - began
        found = _compare(home, run)
        process.send_signal(signal.SIGINT)
    return {
        "kills": dict(run.kills),
        "kills_in_all": run.kills.total(),
        "flows_begun": run.begun,
        "references_shown": len(run.shown),
        "given_up_by_the_client": run.given_up,
        "requests_tried_again": run.tried_again,
        "seconds": round(took),
        **found,
        "lost_against_shown": len(found["lost"]) / max(len(run.shown), 1),
    }


def _send(home: Home, run: Run, flows: int, done: threading.Event, kills: int) -> None:
    """Send one report after another: as many as asked for, and as long as somebody is killed."""
    reporter = Reporter(f"http://localhost:{home.ports[0]}", patience=180)
    while not done.is_set() or run.begun < flows:
        number = run.next_number(flows if done.is_set() else sys.maxsize)
        if number is None:
            break
        needle = NEEDLE.format(number)
        try:
            # The words' slow hash is most of what a report costs: not everybody wants to come back.
            comes_back = "yes" if number % WANTS_WORDS == 0 else "no"
            door = DOORS[number % len(DOORS)]
            reference = reporter.report(needle, door=door, come_back=comes_back)
        except Stuck as reason:
            with run.lock:
                run.given_up.append(f"{needle}: {reason}")
            continue
        with run.lock:
            run.shown[needle] = reference
    with run.lock:
        run.tried_again += reporter.tried_again
    reporter.close()


def _kill(home: Home, run: Run, kills: int, flows: int, done: threading.Event, seed: int) -> None:
    dice = random.Random(seed)
    try:
        while run.kills.total() < kills:
            time.sleep(dice.uniform(0.5, 4.0))
            # The kills are spread over all the flows: none of them goes undisturbed to the end.
            if len(run.shown) * kills < run.kills.total() * flows:
                continue
            victim = dice.choices(list(VICTIMS), weights=list(VICTIMS.values()))[0]
            pids = _find(home)[victim]()
            if pids:
                with suppress(ProcessLookupError):
                    os.kill(dice.choice(pids), signal.SIGKILL)
                    run.kills[victim] += 1
                    _tell(f"{run.kills.total()} kills, {len(run.shown)} references shown")
    finally:
        done.set()


def _find(home: Home) -> dict[str, Callable[[], list[int]]]:
    def public() -> list[int]:
        return [pid for pid in home.processes("symphony.wsgi") if _site_of(pid) == "public"]

    def of_public(*, master: bool) -> list[int]:
        pids = public()
        return [pid for pid in pids if (_parent(pid) not in pids) == master]

    return {
        "web process": lambda: of_public(master=False),
        "web server": lambda: of_public(master=True),
        "worker": lambda: home.processes("symphony.jobs.worker"),
        "keyholder": lambda: home.processes("symphony.keyholder"),
        "database": lambda: home.processes("postgres", "-D")[:1],
    }


def _site_of(pid: int) -> str:
    with suppress(OSError):
        for pair in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            if pair.startswith(b"SYMPHONY_SITE="):
                return pair.partition(b"=")[2].decode()
    return ""


def _parent(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _compare(home: Home, run: Run) -> dict[str, Any]:
    """Look up every reference shown, and count every report that was stored."""
    began = time.monotonic()
    while (rows := _stored(home)) is None or any(not row["queued"] for row in rows):
        if time.monotonic() - began > COLLECTING:
            break
        time.sleep(1)
    stored = {row["reference"]: row for row in rows or []}
    needles = Counter(row["needle"] for row in stored.values())
    return {
        "stored": len(stored),
        "lost": sorted(
            reference
            for needle, reference in run.shown.items()
            if stored.get(reference, {}).get("needle") != needle or not stored[reference]["queued"]
        ),
        "stored_twice": sorted(needle for needle, count in needles.items() if count > 1),
        "not_in_the_queue": sorted(r for r, row in stored.items() if not row["queued"]),
    }


QUESTION = """
import json
from symphony.letterbox.models import Submission
from symphony.triage.models import QueueEntry
queued = set(QueueEntry.objects.values_list("referral__reference", flat=True))
print("ROWS" + json.dumps([
    {"reference": one.reference, "needle": one.answers["narrative"],
     "queued": one.reference in queued}
    for one in Submission.objects.filter(answers__narrative__startswith="Durability run")
]))
"""


def _stored(home: Home) -> list[dict[str, Any]] | None:
    asked = home.run("django", "shell", "--no-imports", "-c", QUESTION)
    for line in asked.stdout.splitlines():
        if line.startswith("ROWS"):
            rows: list[dict[str, Any]] = json.loads(line[4:])
            return rows
    return None


def _read_on(process: "subprocess.Popen[str]") -> None:
    """Keep reading what the installation says, so that it is never held up by a full pipe."""
    assert process.stdout is not None
    threading.Thread(target=process.stdout.read, daemon=True).start()


def _tell(line: str) -> None:
    sys.stderr.write(f"\r{line}   ")
    sys.stderr.flush()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--flows", type=int, default=5000)
    arguments.add_argument("--clients", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=1)
    print(json.dumps(measure(**vars(arguments.parse_args())), indent=2))


if __name__ == "__main__":
    main()
