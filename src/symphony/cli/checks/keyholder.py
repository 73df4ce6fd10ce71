"""Does the keyholder answer, has it the right key, and can nobody else read that key?"""

from collections.abc import Iterator

from symphony.cli.checks import Finding, fail, ok, warn
from symphony.cli.configuration import Configuration
from symphony.cli.environment import keyholder_socket
from symphony.core import keyholder

APART = "see docs/how-to/run-the-keyholder-apart.md"


def look(configuration: Configuration, *, running: bool) -> Iterator[Finding]:
    """Ask the keyholder whether it lives, and look at which account it is.

    :param running: whether `symphony up` runs; if not, no answer is what to expect
    """
    yield _answers(configuration, running=running)
    yield _promise(configuration)


def _answers(configuration: Configuration, *, running: bool) -> Finding:
    socket = str(keyholder_socket(configuration))
    expected = running or configuration.keyholder_is_apart
    try:
        answer = keyholder.ask(socket, {"ping": True})
    except keyholder.Away:
        if expected:
            return fail("keyholder", f"does not answer at {socket}")
        return warn("keyholder", "is not running: `symphony up` starts it")
    if not answer.get("alive"):
        return warn("keyholder", f"answers at {socket}, and not to this account")
    if answer.get("key") != (configuration.sealing_key or configuration.home.sealing_key()):
        return fail("keyholder", "has another key than the one that contact details are sealed for")
    if not answer.get("database"):
        return fail("keyholder", f"answers at {socket}, and cannot reach the database")
    return ok("keyholder", f"answers at {socket}")


def _promise(configuration: Configuration) -> Finding:
    """Say whether neither site's process can read the key: which accounts decide that."""
    sites = configuration.home.root.stat().st_uid
    if sites == 0:
        return warn(
            "contact details",
            f"the sites run as root: they could read the keyholder's key; {APART}",
        )
    holder = _account(configuration)
    if holder == sites or (holder is None and not configuration.keyholder_is_apart):
        return warn(
            "contact details",
            f"the keyholder runs as the same user as the sites: they could read its key; {APART}",
        )
    left = configuration.home.keys / "keyholder.key"
    if left.exists():
        return warn("contact details", f"{left} is an earlier key that the sites can read; {APART}")
    if holder is None:
        return warn("contact details", "who holds the key is not known: no keyholder listens")
    return ok("contact details", "sealed for a key that only another user than the sites' reads")


def _account(configuration: Configuration) -> int | None:
    """Return the number of the account that owns the keyholder's socket."""
    try:
        return keyholder_socket(configuration).stat().st_uid
    except OSError:
        return None
