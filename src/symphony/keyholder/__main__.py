"""The keyholder's process (`python -m symphony.keyholder`).

Its environment says where the home with the key is (SYMPHONY_HOME), where to listen
(SYMPHONY_KEYHOLDER_SOCKET), and who besides its own account may ask (SYMPHONY_KEYHOLDER_CLIENTS,
SYMPHONY_KEYHOLDER_GROUP). The key itself is in no environment and no argument.
"""

import os
import signal
import sys
from pathlib import Path

import django

from symphony.core.errors import DomainError
from symphony.keyholder import clients, keys, listening, protection


def main() -> None:
    """Answer until told to stop; a database that goes away is waited for."""
    protection.protect()
    django.setup()

    from django.core.exceptions import ImproperlyConfigured

    from symphony.core import standing

    try:
        standing.check_may_serve(os.environ["SYMPHONY_DATABASE_URL"])
        _serve(Path(os.environ["SYMPHONY_HOME"]), Path(os.environ["SYMPHONY_KEYHOLDER_SOCKET"]))
    except (DomainError, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))


def _serve(home: Path, place: Path) -> None:
    from symphony.keyholder import opening

    private_key = keys.read_private(home / "keys")
    allowed = clients.allowed(os.environ.get("SYMPHONY_KEYHOLDER_CLIENTS", ""))
    group = clients.group(os.environ.get("SYMPHONY_KEYHOLDER_GROUP", ""))
    service = listening.Service(
        listening.listen(place, group=group),
        allowed=allowed,
        answer=lambda question: opening.answer(question, private_key),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: service.stop())
    listening.log.info("listening")
    service.serve()
    place.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
