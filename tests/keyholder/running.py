"""A keyholder's process over a test's own database, and what it may be asked for."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from symphony.core import sealing
from symphony.core.grants import STAFF
from symphony.referrals import services
from symphony.referrals.models import SealedContact
from symphony.referrals.models.referral import Channel
from tests import live, make

PATIENCE = 30
REASON = "To ask which account it was."
DETAILS = {
    "name": "Ada Example",
    "phone": "07700 900123",
    "email": "ada@example.org",
    "when_safe": "After six in the evening",
    "may_leave_message": "no",
    "do_not_contact": False,
    "organisation": "",
    "role": "",
}


@dataclass
class Keyholder:
    """A running keyholder."""

    home: Path
    place: str
    environment: dict[str, str]
    interpreter: str = sys.executable
    process: subprocess.Popen | None = None

    @property
    def log(self):
        """Return what it said, as text."""
        return (self.home / "log").read_text()

    def start(self, **account):
        """Start it, as another account if that is said, and wait until it listens."""
        before = self.said("listening")
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(
                [self.interpreter, "-m", "symphony.keyholder"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stderr=log,
                **account,
            )
        began = time.monotonic()
        while self.said("listening") == before:
            assert self.process.poll() is None, self.log
            assert time.monotonic() - began < PATIENCE, self.log
            time.sleep(0.02)

    def said(self, event):
        """Return how often it logged an event."""
        if not (self.home / "log").exists():
            return 0
        lines = [line for line in self.log.splitlines() if line.startswith("{")]
        return sum(json.loads(line)["event"] == event for line in lines)

    def ask(self, question):
        """Send a question, whatever it is, and return the answer."""
        return json.loads(self.send(json.dumps(question).encode() + b"\n"))

    def send(self, data):
        """Send bytes and return all that comes back."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(PATIENCE)
            connection.connect(self.place)
            connection.sendall(data)
            return b"".join(iter(lambda: connection.recv(65_536), b""))

    def open(self, opening):
        """Ask for what an opening is good for."""
        return self.ask({"opening": str(opening.id)})


@contextmanager
def stopped(url, **changes):
    """Prepare a keyholder with the key of all tests; it is ended with the block."""
    home = Path(tempfile.mkdtemp(prefix="symphony-test-keyholder-"))
    (home / "keys").mkdir(mode=0o700)
    key = home / "keys" / "keyholder.key"
    key.touch(mode=0o600)
    key.write_text(live.PRIVATE_KEY.hex())
    place = str(home / "keyholder.sock")
    environment = os.environ | {
        "SYMPHONY_SITE": "keyholder",
        "SYMPHONY_HOME": str(home),
        "SYMPHONY_DATABASE_URL": url,
        "SYMPHONY_KEYHOLDER_SOCKET": place,
        **changes,
    }
    found = Keyholder(home, place, environment)
    try:
        yield found
    finally:
        if found.process and found.process.poll() is None:
            found.process.kill()
            found.process.wait()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(server, database, **changes):
    """Run a keyholder for as long as the block lasts."""
    with stopped(server.url(STAFF, database), **changes) as found:
        found.start()
        yield found


def contact(details=DETAILS, *, key=None, **changes):
    """A referral from the public form whose sender left contact details."""
    referral = make.referral(channel=Channel.PUBLIC_FORM, source_reference="", **changes)
    SealedContact.objects.create(
        referral=referral, box=sealing.seal(key or settings.SEALING_KEY, details)
    )
    return referral


def asked(referral=None, *, by=None):
    """An opening that an officer asked for just now."""
    return services.ask_to_open(
        referral=referral or contact(),
        reason=REASON,
        by=by or make.referral_officer(),
        at=make.NOON,
    )
