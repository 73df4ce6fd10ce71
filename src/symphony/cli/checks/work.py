"""Does the work move: the worker's heartbeat, the letterbox, what came in, the contacts."""

from collections.abc import Iterator
from datetime import timedelta

from symphony.cli.checks import Finding, fail, ok, warn
from symphony.contacts import queries as contacts
from symphony.core import clock
from symphony.core.models import WorkerBeat
from symphony.letterbox import queries as letterbox

DEAD_AFTER = timedelta(seconds=45)
# The worker collects within a second of the notice and once a minute without one.
COLLECTED_WITHIN = timedelta(minutes=2)


def look(*, running: bool) -> Iterator[Finding]:
    """Look at the worker, the letterbox, the balance of what came in, and the contacts."""
    yield _worker(running=running)
    yield _letterbox()
    yield _contacts()


def _worker(*, running: bool) -> Finding:
    newest = WorkerBeat.objects.order_by("-beat_at").first()
    if newest is None:
        return (fail if running else warn)("worker", "has never run here")
    silent = clock.real_now() - newest.beat_at
    text = f"last heard {round(silent.total_seconds())} s ago"
    if silent <= DEAD_AFTER:
        return ok("worker", text)
    return fail("worker", text) if running else warn("worker", f"not running; {text}")


def _letterbox() -> Finding:
    waiting = letterbox.waiting()
    if not waiting.count or waiting.since is None:
        return ok("letterbox", "empty")
    for_how_long = clock.now() - waiting.since
    text = f"{waiting.count} not collected, the oldest for {round(for_how_long.total_seconds())} s"
    return (fail if for_how_long > COLLECTED_WITHIN else ok)("letterbox", text)


def _contacts() -> Finding:
    hidden = contacts.not_fit_to_show()
    if hidden:
        keys = ", ".join(contact.key for contact in hidden)
        return warn("contacts", f"{len(hidden)} without a value or a checked date: {keys}")
    return ok("contacts", "each has a value and the date it was checked")
