"""Does the work move: what the staff site's own page sees, and what waits for somebody."""

from collections.abc import Iterator

from symphony.cli.checks import Finding, State, ok
from symphony.referrals import queries as referrals
from symphony.staff.oversight import system

# These want looking at and stop nothing: contacts without a date, an import that was broken off.
ONLY_WARN = {"Contacts", "Imports"}


def look(*, running: bool) -> Iterator[Finding]:
    """Look at the worker, the letterbox, what came in against what is kept, and the contacts.

    :param running: whether `symphony up` runs; if not, a silent worker is what to expect
    """
    only_warn = ONLY_WARN if running else ONLY_WARN | {"Worker"}
    for check in system.checks():
        if check.is_well:
            yield ok(check.name.lower(), check.words)
        else:
            state = State.WARN if check.name in only_warn else State.FAIL
            yield Finding(check.name.lower(), state, f"{check.words} {check.remedy}".strip())
    waiting = referrals.count_waiting_files()
    yield ok("waiting files", f"{waiting:,} wait for their report")
    yield ok("quarantine", f"{referrals.count_quarantined():,} items")
